// Passkeys: asks the device what the page was told to ask, and sends its answer with the form it stands in.
//
// <form data-passkey="create|get" data-asked="{…}">: a button of type button that is hidden without this script, a
// hidden field "answer", and a place for words when the device says no.
"use strict";

(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const readDescriptors = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const ask = async (kind, asked) => {
    const publicKey = { ...asked, challenge: bytes(asked.challenge) };
    if (kind === "create") {
      publicKey.user = { ...asked.user, id: bytes(asked.user.id) };
      publicKey.excludeCredentials = readDescriptors(asked.excludeCredentials);
      return navigator.credentials.create({ publicKey });
    }
    publicKey.allowCredentials = readDescriptors(asked.allowCredentials);
    return navigator.credentials.get({ publicKey });
  };

  const written = (credential) => {
    const response = { clientDataJSON: text(credential.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      clientExtensionResults: {},
      response,
    });
  };

  for (const form of document.querySelectorAll("[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    const words = form.querySelector("[data-passkey-refused]");
    form.querySelector("[data-passkey-go]").addEventListener("click", async () => {
      words.hidden = true;
      try {
        form.elements.answer.value = written(await ask(form.dataset.passkey, JSON.parse(form.dataset.asked)));
      } catch {
        words.hidden = false;
        return;
      }
      form.submit();
    });
  }
})();
