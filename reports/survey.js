// Comfort only; every page works without it. A link's token stands after the # and so never reaches a server's log: here it
// goes into the form, which is sent, and out of the address. A shared device is cleared when nobody touches it.
'use strict';

const entrance = document.getElementById('entrance');
if (entrance) {
    const enter = () => {
        const token = window.location.hash.slice(1);
        if (!token) return;
        window.history.replaceState(null, '', window.location.pathname);
        entrance.querySelector('#token').value = token;
        entrance.submit();
    };
    window.addEventListener('hashchange', enter);
    enter();
}

// On a device that many share: who walks away is asked once, then everything is cleared.
if (document.body.classList.contains('kiosk')) {
    const idle = document.getElementById('idle');
    const leave = document.getElementById('leave');
    const code = document.getElementById('token');
    let timer;
    const clear = () => {
        document.querySelectorAll('form').forEach((form) => form.reset());
        window.location.replace(leave ? leave.href : '/kiosk');
    };
    const wait = () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(idle ? ask : () => (code.value ? clear() : wait()), 60000);
    };
    const ask = () => {
        idle.showModal();
        timer = window.setTimeout(clear, 30000);
    };
    if (idle) {
        idle.querySelector('button').addEventListener('click', () => idle.close());
        idle.addEventListener('close', wait);
    }
    for (const kind of ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove'])
        document.addEventListener(kind, () => { if (!idle || !idle.open) wait(); }, { passive: true });
    // A page that the browser kept alive is from somebody before.
    window.addEventListener('pageshow', (event) => { if (event.persisted) clear(); });
    document.querySelectorAll('input[name=_kiosk]').forEach((field) => { if (!field.value.endsWith('~')) field.value += '~'; });
    wait();
}
