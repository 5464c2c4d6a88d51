// Passkeys: asks the server what to ask the device, and sends the device's answer with the form. Without this file, or in a
// browser without passkeys, the buttons stay hidden and everything else works.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const known = list => (list ?? []).map(item => ({ ...item, id: bytes(item.id) }));

async function create(options) {
  const made = await navigator.credentials.create({
    publicKey: { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: known(options.excludeCredentials) },
  });
  return {
    id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: made.getClientExtensionResults(),
    authenticatorAttachment: made.authenticatorAttachment,
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

async function get(options) {
  const shown = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) },
  });
  return {
    id: shown.id, rawId: text(shown.rawId), type: shown.type, clientExtensionResults: shown.getClientExtensionResults(),
    authenticatorAttachment: shown.authenticatorAttachment,
    response: {
      clientDataJSON: text(shown.response.clientDataJSON),
      authenticatorData: text(shown.response.authenticatorData),
      signature: text(shown.response.signature),
      userHandle: shown.response.userHandle ? text(shown.response.userHandle) : null,
    },
  };
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', async event => {
      const answer = form.elements.credential;
      if (answer.value) return;
      event.preventDefault();
      const problem = form.querySelector('[role=status]');
      problem.textContent = '';
      try {
        const body = new FormData();
        body.set('__RequestVerificationToken', form.elements.__RequestVerificationToken.value);
        const response = await fetch(form.dataset.passkey, { method: 'POST', body });
        if (!response.ok) throw new Error(response.statusText);
        const options = await response.json();
        answer.value = JSON.stringify(form.dataset.passkey === '/sign-in/passkey' ? await get(options) : await create(options));
        form.submit();
      } catch {
        problem.textContent = form.dataset.failed;
      }
    });
  }
}
