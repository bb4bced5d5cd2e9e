// Words of the script and of the design system's components, in the three languages. The design
// system itself knows Danish only.
"use strict";

window.StafetWords = {
  da: {
    pickDay: "Vælg dato i kalender",
    limit: {
      character_remaining: "Du har {value} tegn tilbage",
      characters_remaining: "Du har {value} tegn tilbage",
      character_too_many: "Du har {value} tegn for meget",
      characters_too_many: "Du har {value} tegn for meget",
    },
    accordion: { open_all: "Åbn alle", close_all: "Luk alle" },
    failed: "Siden kunne ikke hentes. Prøv igen, eller genindlæs siden.",
  },
  sv: {
    pickDay: "Välj datum i kalendern",
    limit: {
      character_remaining: "Du har {value} tecken kvar",
      characters_remaining: "Du har {value} tecken kvar",
      character_too_many: "Du har {value} tecken för mycket",
      characters_too_many: "Du har {value} tecken för mycket",
    },
    accordion: { open_all: "Öppna alla", close_all: "Stäng alla" },
    failed: "Det gick inte att hämta sidan. Försök igen eller ladda om sidan.",
  },
  en: {
    pickDay: "Pick the day in a calendar",
    limit: {
      character_remaining: "You have {value} character left",
      characters_remaining: "You have {value} characters left",
      character_too_many: "You have {value} character too many",
      characters_too_many: "You have {value} characters too many",
    },
    accordion: { open_all: "Open all", close_all: "Close all" },
    failed: "The page could not be fetched. Try again, or reload the page.",
  },
};
