// A form whose act a passkey signs: the device is asked when the button is pressed that signs, and what it signs goes with the form.
"use strict";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const options = JSON.parse(document.getElementById(form.dataset.passkey).textContent);
  const unsigned = form.querySelector("[data-unsigned]"), signature = form.elements.signature;
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button || !("signs" in button.dataset) || signature.value) return;
    event.preventDefault();
    unsigned.hidden = true;
    try {
      signature.value = JSON.stringify(await webauthnJSON.get(options));
      form.requestSubmit(button);
      // Where the answer is a file, the page stays: the next press asks the device anew.
      setTimeout(() => { signature.value = ""; });
    } catch {
      unsigned.hidden = false;
    }
  });
}
