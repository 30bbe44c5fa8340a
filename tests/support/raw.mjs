// HTTP as bytes, for what no client library would send.
import { connect } from 'node:net';

// Sends bytes, in pieces if there are several; gives all that comes back until the connection ends.
export function raw(server, ...pieces) {
    return new Promise((resolve, reject) => {
        const socket = connect(server.port, '127.0.0.1');
        let received = '';
        socket.on('data', (data) => { received += data.toString('latin1'); });
        socket.on('close', () => resolve(received));
        socket.on('error', (error) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(received) : reject(error)));
        pieces.forEach((piece) => socket.write(piece));
    });
}

export const request = (head, body = '') => `${head.join('\r\n')}\r\n\r\n${body}`;

// The status of each answer that came back, in order.
export const statuses = (received) => [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
