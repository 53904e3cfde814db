'use strict';
// One namespace floods the platform with ten times of what it can run; another one calls now and then. Measures how much
// longer the calls of the quiet one take than without the flood.
//
//   APIHOST=http://127.0.0.1:3233 AUTH=uuid:key QUIET_AUTH=uuid:key node fairness.js

const { fork } = require('node:child_process');
const http = require('node:http');
const { headers, load, post, quantile } = require('./client');

const API = `${process.env.APIHOST}/api/v1/namespaces/_`;
const { AUTH, QUIET_AUTH } = process.env;
const QUIET = 'function main(args) { return args }';
// Waits without work, so that what is scarce are containers and not the machine that also makes the calls.
const FLOOD = 'function main() { return new Promise((resolve) => setTimeout(() => resolve({}), 100)) }';
const TIMES_CAPACITY = 10;
const MOST_RATE = 3000;
const MOST_RATIO = 2;
const CALLS = Number(process.env.CALLS || 1000);
const PAUSE_MILLIS = 10;
const WARM_UP_MILLIS = 15000;

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

function put(name, code, auth) {
    const body = JSON.stringify({ exec: { kind: 'nodejs:default', code } });
    const options = { method: 'PUT', headers: headers(body, auth) };
    return new Promise((resolve, reject) => {
        const request = http.request(`${API}/actions/${name}?overwrite=true`, options, (response) => {
            response.resume();
            response.on('end', () =>
                response.statusCode === 200 ? resolve() : reject(new Error(`PUT ${name}: ${response.statusCode}`)),
            );
        });
        request.on('error', reject);
        request.end(body);
    });
}

/** Calls at a fixed rate whatever comes back, in a process of its own, until told to stop. */
function flood(rate) {
    const url = `${API}/actions/fairness-flood?blocking=true&result=true`;
    const agent = new http.Agent({ keepAlive: true, maxSockets: 2000 });
    const fixed = headers('{}', AUTH);
    const answers = {};
    const began = Date.now();
    let sent = 0;
    let open = 0;
    const timer = setInterval(() => {
        const due = ((Date.now() - began) * rate) / 1000;
        for (; sent < due; sent++) {
            // Whoever has so many calls open has flooded enough.
            if (open < 2000) {
                open++;
                post(agent, url, fixed, '{}')
                    .then((answer) => answer.status, () => 'lost')
                    .then((status) => {
                        open--;
                        answers[status] = (answers[status] || 0) + 1;
                    });
            }
        }
    }, 5);
    process.on('message', () => {
        clearInterval(timer);
        process.send({ answers, rate: (sent * 1000) / (Date.now() - began) }, () => process.exit(0));
    });
}

/** The sorted times of the quiet namespace's calls, one after another. */
async function quiet() {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const fixed = headers('{}', QUIET_AUTH);
    const times = [];
    let failures = 0;
    for (let i = 0; i < CALLS; i++) {
        const answer = await post(agent, `${API}/actions/fairness-quiet?blocking=true&result=true`, fixed, '{}');
        times.push(answer.millis);
        failures += answer.status === 200 ? 0 : 1;
        await pause(PAUSE_MILLIS);
    }
    agent.destroy();
    return { times: times.sort((a, b) => a - b), failures };
}

function report(label, { times, failures }) {
    const part = (share) => quantile(times, share).toFixed(2).padStart(8);
    console.log(`${label.padEnd(26)} p50 ${part(0.5)}  p99 ${part(0.99)} ms  failures ${failures}`);
}

/** What the platform runs of the flood's action in a second. */
async function capacity() {
    const url = `${API}/actions/fairness-flood?blocking=true&result=true`;
    await load(url, { auth: AUTH, calls: 400, connections: 200 });
    const { rate } = await load(url, { auth: AUTH, calls: 1500, connections: 200 });
    return rate;
}

async function main() {
    await put('fairness-flood', FLOOD, AUTH);
    await put('fairness-quiet', QUIET, QUIET_AUTH);
    const rate = await capacity();
    await quiet();
    const alone = await quiet();
    report('quiet namespace alone', alone);
    const offered = Math.min(MOST_RATE, TIMES_CAPACITY * rate);
    const attacker = fork(__filename, ['flood', String(offered)]);
    // The flood first takes all containers that it can get; what starting them costs is not to be measured.
    await pause(WARM_UP_MILLIS);
    const flooded = await quiet();
    const answered = new Promise((resolve) => attacker.once('message', resolve));
    attacker.send('stop');
    const result = await answered;
    report('quiet namespace, flooded', flooded);
    console.log(`  capacity ${rate.toFixed(0)}/s, flood ${result.rate.toFixed(0)}/s, answered ${JSON.stringify(result.answers)}`);
    const ratio = quantile(flooded.times, 0.99) / quantile(alone.times, 0.99);
    const good = ratio <= MOST_RATIO && flooded.failures === 0;
    console.log(`  p99 flooded divided by p99 alone: ${ratio.toFixed(2)} (at most ${MOST_RATIO})  ${good ? 'passed' : 'FAILED'}`);
    process.exitCode = good ? 0 : 1;
}

if (process.argv[2] === 'flood') {
    flood(Number(process.argv[3]));
} else {
    main().catch((failure) => {
        console.error(`fairness: ${failure.message}`);
        process.exit(1);
    });
}
