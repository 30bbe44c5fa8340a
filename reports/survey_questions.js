// The survey as screens: one section at a time, checked before the next one comes. Without this script the same sections are one long form,
// which the server checks alone.
import { openDraft } from './draft.js';

const form = document.getElementById('questions');
const faults = document.getElementById('faults');
const [progress, place, restored, back, next, send, receiptHint, draftHint] = ['progress', 'place', 'restored', 'back', 'next', 'send',
    'receipt-hint', 'draft-hint'].map((id) => document.getElementById(id));
const kiosk = document.body.classList.contains('kiosk');
const steps = [...form.querySelectorAll('.step')];
const questions = [...form.querySelectorAll('.question')];
const dependent = questions.filter((question) => question.dataset.ifQuestion);
const title = document.title;
const placeText = place.textContent;
let current = steps[0];
let draft = null;
let sending = false;

// ---- questions that depend on others

function applies(question) {
    const { ifQuestion, ifLeast, ifMost, ifEquals } = question.dataset;
    const chosen = [...form.querySelectorAll(`input[name="${CSS.escape(ifQuestion)}"]:checked`)].map((input) => input.value);
    if (ifEquals !== undefined) return chosen.includes(ifEquals);
    return chosen.some((value) => /^-?\d+$/.test(value)
        && (ifLeast === undefined || Number(value) >= Number(ifLeast))
        && (ifMost === undefined || Number(value) <= Number(ifMost)));
}

// In order: what hides a question also hides those that depend on it.
function refresh() {
    for (const question of dependent)
        question.hidden = !applies(question) || Boolean(document.getElementById(`q-${question.dataset.ifQuestion}`)?.hidden);
    tell();
}

const asking = (step) => [...step.querySelectorAll('.question')].filter((question) => !question.hidden);
const shown = () => steps.filter((step) => asking(step).length > 0);

// ---- what is missing or too long

const answered = (question) => [...question.querySelectorAll('input:checked, textarea')].some((field) => field.value.trim());

function wrong(question) {
    const area = question.querySelector('textarea');
    if (question.dataset.required && !answered(question)) return form.dataset.needed;
    if (area && [...area.value.trim()].length > Number(area.dataset.most))
        return form.dataset.tooLong.replace('{most}', area.dataset.most);
    return '';
}

function mark(question, text) {
    const id = `f-${question.id.slice(2)}`;
    const field = question.querySelector('textarea') ?? question;
    const described = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((each) => each && each !== id);
    document.getElementById(id)?.remove();
    question.classList.toggle('faulty', Boolean(text));
    if (text) {
        const note = document.createElement('p');
        Object.assign(note, { id, className: 'fault', textContent: text });
        question.querySelector('legend, label').after(note);
        described.push(id);
    }
    if (described.length) field.setAttribute('aria-describedby', described.join(' '));
    else field.removeAttribute('aria-describedby');
}

// Marks what is wrong on a screen; gives the first question that is.
function check(step) {
    const bad = asking(step).filter((question) => { const text = wrong(question); mark(question, text); return text; });
    return bad[0];
}

function point(question) {
    question.scrollIntoView();
    question.querySelector('input, textarea').focus({ preventScroll: true });
}

// ---- one screen after the other

// Where in the survey this is.
function tell() {
    const list = shown(), at = list.indexOf(current), last = at === list.length - 1;
    progress.hidden = list.length < 2;
    Object.assign(progress.firstElementChild, { max: list.length, value: at + 1 });
    place.textContent = placeText.replace('{step}', at + 1).replace('{steps}', list.length);
    document.title = list.length < 2 || faults?.isConnected ? title : `${place.textContent} – ${title}`;
    back.hidden = at <= 0;
    next.hidden = last;
    send.hidden = receiptHint.hidden = !last;
}

function show(step) {
    current = step;
    for (const each of steps) each.hidden = each !== step;
    document.body.classList.toggle('further', step !== shown()[0]);
    tell();
}

// A new screen is read from its heading on.
function arrive() {
    const heading = current.querySelector('h2') ?? current;
    heading.tabIndex = -1;
    window.scrollTo({ top: 0, behavior: 'instant' });
    heading.focus({ preventScroll: true });
}

function go(step) {
    faults?.remove();
    show(step);
    if (!kiosk) window.history.pushState({ step: steps.indexOf(step) }, '');
    arrive();
    save();
}

function forward() {
    const list = shown(), bad = check(current);
    if (bad) point(bad);
    else go(list[list.indexOf(current) + 1]);
}

function reveal(question) {
    const step = question.closest('.step');
    if (step !== current) go(step);
    point(question);
}

// ---- the draft

const fields = () => [...new FormData(form)].filter(([name]) => name !== 'token' && !name.startsWith('_'));

function save() {
    if (!sending) draft?.write({ step: steps.indexOf(current), fields: fields() });
}

function fill(list) {
    for (const field of form.querySelectorAll('.question :is(input, textarea)')) {
        const values = list.filter(([name]) => name === field.name).map(([, value]) => value);
        if (field.matches('textarea')) field.value = values[0] ?? '';
        else field.checked = values.includes(field.value);
    }
    refresh();
}

async function restore() {
    draft = kiosk || !form.dataset.draft ? null : await openDraft(form.elements.token.value);
    draftHint.hidden = !draft;
    const kept = await draft?.read();
    if (!kept || faults) return;
    // After a change of language the server has brought everything along.
    if (!questions.some(answered)) {
        fill(kept.fields);
        restored.hidden = !questions.some(answered);
    }
    if (questions.some(answered) && shown().includes(steps[kept.step])) show(steps[kept.step]);
}

restored.querySelector('button').addEventListener('click', () => {
    draft.remove();
    fill([]);
    for (const question of questions) mark(question, '');
    restored.firstElementChild.textContent = form.dataset.deleted;
    restored.querySelector('button').remove();
    show(shown()[0]);
    arrive();
});

// ---- what a person does

next.addEventListener('click', forward);
back.addEventListener('click', () => { const list = shown(); go(list[list.indexOf(current) - 1]); });
form.addEventListener('input', (event) => {
    const question = event.target.closest('.question');
    if (question?.classList.contains('faulty') && !wrong(question)) mark(question, '');
    refresh();
    save();
});
form.addEventListener('submit', (event) => {
    if (event.submitter?.name === '_language') return;
    if (sending || current !== shown().at(-1)) {
        event.preventDefault();
        if (!sending) forward();
        return;
    }
    const bad = shown().map(check).find(Boolean);
    if (bad) {
        event.preventDefault();
        reveal(bad);
    } else {
        sending = true;
    }
});
faults?.addEventListener('click', (event) => {
    const question = document.getElementById(event.target.getAttribute('href')?.slice(1));
    if (!question) return;
    event.preventDefault();
    reveal(question);
});
window.addEventListener('popstate', (event) => {
    if (!event.state || !shown().includes(steps[event.state.step])) return;
    show(steps[event.state.step]);
    arrive();
});
// A page that the browser kept alive: what was sent from it is not for whoever comes next.
window.addEventListener('pageshow', (event) => {
    if (!event.persisted || !sending) return;
    if (draft?.there()) sending = false;
    else window.location.replace('/s');
});

form.noValidate = true;
document.body.classList.add('scripted');
refresh();
if (!kiosk) window.history.replaceState({ step: 0 }, '');
show(document.querySelector('.faulty')?.closest('.step') ?? shown()[0]);
faults?.focus();
restore();
