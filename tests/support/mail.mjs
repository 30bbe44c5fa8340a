// A real mail server for the tests: takes what it is given, or refuses, waits and breaks off as a test tells it to.
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';
import { after } from 'node:test';
import { spawn } from 'node:child_process';
import { program, source } from './echolot.mjs';

// `rules` may be changed while it runs:
//   recipient(address)         an Error with responseCode, or nothing, as the answer to RCPT TO
//   data(address)              the same as the answer to the message; {drop: true} ends the connection without one
//   received(mail)             called for every message that was taken
// Gives {url, port, mails: [{to, raw}], connections, rules, close()}.
export async function mailServer({ port = 0, ...options } = {}) {
    const rules = {};
    const handle = { mails: [], connections: 0, logins: [], rules };
    const server = new SMTPServer({
        disabledCommands: ['STARTTLS', 'AUTH'], authOptional: true, logger: false, closeTimeout: 100, disableReverseLookup: true,
        onConnect(session, done) { handle.connections++; done(); },
        onAuth(auth, session, done) { handle.logins.push([auth.username, auth.password]); done(null, { user: auth.username }); },
        onRcptTo({ address }, session, done) { done(rules.recipient?.(address)); },
        onData(stream, session, done) {
            const chunks = [];
            stream.on('data', (chunk) => chunks.push(chunk));
            stream.on('end', async () => {
                const to = session.envelope.rcptTo[0].address;
                const verdict = await rules.data?.(to);
                if (verdict?.taken !== false && !(verdict instanceof Error)) {
                    const mail = { to, from: session.envelope.mailFrom.address, raw: Buffer.concat(chunks).toString('latin1') };
                    handle.mails.push(mail);
                    await rules.received?.(mail);
                }
                if (verdict?.drop) {
                    for (const connection of server.connections) connection._socket.destroy();
                    return;
                }
                done(verdict instanceof Error ? verdict : null);
            });
        },
        ...options,
    });
    server.on('error', () => {});
    await new Promise((resolve, reject) => { server.once('error', reject); server.listen(port, '127.0.0.1', resolve); });
    handle.port = server.server.address().port;
    handle.url = `smtp://127.0.0.1:${handle.port}`;
    handle.close = () => new Promise((resolve) => server.close(resolve));
    after(handle.close);
    return handle;
}

export function refusal(code, text) {
    return Object.assign(new Error(text), { responseCode: code });
}

// The program with the server in its settings, without blocking this process, which is the server. {status, signal, stdout, stderr}
export function send(db, server, args, { env = {}, started } = {}) {
    const child = spawn(program, args, {
        cwd: source,
        env: { ...db.environment, ECHOLOT_SMTP_URL: server.url, ECHOLOT_MAIL_FROM: 'Personalabteilung Köln <hr@example.org>', ...env },
    });
    const result = { child, stdout: '', stderr: '' };
    child.stdout.on('data', (data) => { result.stdout += data; });
    child.stderr.on('data', (data) => { result.stderr += data; });
    started?.(child);
    return new Promise((resolve) => child.on('close', (status, signal) => resolve({ ...result, status, signal })));
}

export const parse = (mail) => simpleParser(Buffer.from(mail.raw, 'latin1'));
