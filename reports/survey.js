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
