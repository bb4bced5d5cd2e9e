// What the pages do a little more comfortably with JavaScript. Without it they are whole.
//
// Everything is found by attribute or class, nothing is called from markup, and what htmx swaps in
// is prepared like the page itself.
"use strict";

(() => {
  const language = document.documentElement.lang.slice(0, 2);
  const words = window.StafetWords[language] || window.StafetWords.en;

  const eachNew = (scope, selector, prepare) => {
    for (const element of scope.querySelectorAll(selector)) {
      if (element.dataset.prepared) continue;
      element.dataset.prepared = "yes";
      prepare(element);
    }
  };

  // The design system's own components, each with its words: DKFDS.init() would speak Danish only.
  const prepareDesignSystem = (scope) => {
    if (!window.DKFDS) return;
    eachNew(scope, ".accordion", (element) => new DKFDS.Accordion(element, words.accordion).init());
    eachNew(scope, ".form-limit", (element) => {
      const limit = new DKFDS.CharacterLimit(element, words.limit);
      limit.init();
      limit.silentUpdateMessages();
    });
    eachNew(scope, '[data-module="error-summary"]', (element) => new DKFDS.ErrorSummary(element).init());
    eachNew(scope, ".tooltip-wrapper", (element) => new DKFDS.Tooltip(element).init());
  };

  // A day as people write it in the language of the page; the server reads every form of it.
  const writeDay = (iso) => {
    const [year, month, day] = iso.split("-");
    if (language === "sv") return iso;
    return language === "da" ? `${+day}.${+month}.${year}` : `${+day}/${+month}/${year}`;
  };

  const addCalendar = (field) => {
    const native = document.createElement("input");
    if (!("showPicker" in native)) return;
    native.type = "date";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    native.className = "day-field__native";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "day-field__button";
    button.setAttribute("aria-label", words.pickDay);
    const wrapper = document.createElement("span");
    wrapper.className = "day-field";
    field.before(wrapper);
    wrapper.append(field, button, native);
    button.addEventListener("click", () => native.showPicker());
    native.addEventListener("change", () => {
      if (!native.value) return;
      field.value = writeDay(native.value);
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
  };

  const prepare = (scope) => {
    prepareDesignSystem(scope);
    eachNew(scope, "[data-day]", addCalendar);
    eachNew(scope, "[data-send-on-change]", (form) => {
      form.classList.add("sends-on-change");
      form.addEventListener("change", () => form.requestSubmit());
    });
    eachNew(scope, "[data-print]", (button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  };

  // Menus are <details>; one is open at a time, and Escape or a click elsewhere closes it.
  const openMenus = () => document.querySelectorAll("details.menu[open], details.menu--more[open]");

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  const sayFailure = () => {
    const place = document.querySelector(".messages");
    const notice = document.createElement("div");
    notice.className = "alert alert-error";
    notice.textContent = words.failed;
    place.replaceChildren(notice);
  };

  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
  document.addEventListener("htmx:responseError", sayFailure);
  document.addEventListener("htmx:sendError", sayFailure);
  prepare(document);
})();
