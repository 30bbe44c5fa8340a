// Comfort only; every page works without it. A link's token stands after the # and so never reaches a server's log: here it
// goes into the form, which is sent, and out of the address. Questions that depend on others appear when they apply.
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

const questions = document.getElementById('questions');
if (questions) {
    const applies = (question) => {
        const { ifQuestion, ifLeast, ifMost, ifEquals } = question.dataset;
        const chosen = [...questions.querySelectorAll(`input[name="${CSS.escape(ifQuestion)}"]:checked`)].map((input) => input.value);
        if (ifEquals !== undefined) return chosen.includes(ifEquals);
        return chosen.some((value) => /^-?\d+$/.test(value)
            && (ifLeast === undefined || Number(value) >= Number(ifLeast))
            && (ifMost === undefined || Number(value) <= Number(ifMost)));
    };
    const dependent = [...questions.querySelectorAll('[data-if-question]')];
    // In order: what hides a question also hides those that depend on it.
    const refresh = () => dependent.forEach((question) => {
        const other = document.getElementById(`q-${question.dataset.ifQuestion}`);
        question.hidden = !applies(question) || Boolean(other && other.hidden);
    });
    questions.addEventListener('change', refresh);
    document.body.classList.add('scripted');
    refresh();
}

const faults = document.getElementById('faults');
if (faults) faults.focus();

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
