'use strict';
// A small HTTP client that costs little itself: one keep-alive connection for each caller.

const http = require('node:http');

/** Calls POST on one URL; answers status, body and milliseconds. */
function post(agent, url, headers, body) {
    return new Promise((resolve, reject) => {
        const began = process.hrtime.bigint();
        const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
            const chunks = [];
            response.on('data', (chunk) => chunks.push(chunk));
            response.on('end', () =>
                resolve({
                    status: response.statusCode,
                    text: Buffer.concat(chunks).toString(),
                    millis: Number(process.hrtime.bigint() - began) / 1e6,
                }),
            );
            response.on('error', reject);
        });
        request.on('error', reject);
        request.end(body);
    });
}

function headers(body, auth) {
    const all = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    if (auth) {
        all.authorization = 'Basic ' + Buffer.from(auth).toString('base64');
    }
    return all;
}

/** Calls a URL so many times over so many connections; answers the sorted times, the rate and the failures. */
async function load(url, { auth, body = '{}', calls, connections, expect = 200 }) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
    const fixed = headers(body, auth);
    const times = [];
    let failures = 0;
    let left = calls;
    const began = process.hrtime.bigint();
    await Promise.all(
        Array.from({ length: connections }, async () => {
            while (left-- > 0) {
                const answer = await post(agent, url, fixed, body).catch(() => ({ status: 0, millis: 0 }));
                times.push(answer.millis);
                failures += answer.status === expect ? 0 : 1;
            }
        }),
    );
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    agent.destroy();
    times.sort((a, b) => a - b);
    return { times, failures, rate: calls / seconds };
}

/** The value below which a share of the sorted times lies. */
function quantile(times, share) {
    return times[Math.min(times.length - 1, Math.floor(times.length * share))];
}

module.exports = { headers, load, post, quantile };
