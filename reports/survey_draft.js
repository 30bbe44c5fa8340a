// What was filled in, kept in this browser alone until it is sent. A computer may be shared, so a draft lies there encrypted: its name and
// its key are made of the code in the invitation, and whoever has not got that code can neither open it nor tell whose it is. Without
// HTTPS a browser does not encrypt, and then there is no draft.
const PREFIX = 'echolot-draft-';
const LIFE = 30 * 24 * 3600 * 1000;

// A code is typed in many ways; the server reads all of these alike.
const plain = (token) => token.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
const digest = (text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
const base64 = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
const unbase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

const nameOf = async (token) => PREFIX + base64(await digest(`name ${plain(token)}`)).slice(0, 24);

function dropOld() {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX)))
        if (!(Number(localStorage.getItem(name).split(' ')[0]) > Date.now() - LIFE)) localStorage.removeItem(name);
}

// The draft of whoever has this code: read() gives what was written, or null. Null when the browser cannot keep one, and for anything but
// a code of one person's own.
export async function openDraft(token) {
    if (!/^[\w\s-]+$/.test(token) || !globalThis.crypto?.subtle) return null;
    try {
        dropOld();
        const name = await nameOf(token);
        const key = await crypto.subtle.importKey('raw', await digest(`key ${plain(token)}`), 'AES-GCM', false, ['encrypt', 'decrypt']);
        let last = Promise.resolve();
        const store = async (value) => {
            const iv = crypto.getRandomValues(new Uint8Array(12));
            const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify(value)));
            localStorage.setItem(name, `${Date.now()} ${base64(iv)} ${base64(sealed)}`);
        };
        const open = async () => {
            const [, iv, sealed] = localStorage.getItem(name).split(' ');
            const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: unbase64(iv) }, key, unbase64(sealed));
            return JSON.parse(new TextDecoder().decode(bytes));
        };
        return {
            there: () => localStorage.getItem(name) !== null,
            read: () => open().catch(() => null),
            // One after the other, so that the last one stays.
            write: (value) => { last = last.then(() => store(value)).catch(() => {}); return last; },
            remove: () => { last = last.then(() => localStorage.removeItem(name)); return last; },
        };
    } catch {
        return null;
    }
}

// The thank-you page: what was sent is not a draft any more.
const sent = document.querySelector('#sent [name=token]');
if (sent) openDraft(sent.value).then((draft) => draft?.remove());
