'use strict';
// Measures a running platform. Everything is compared within one run, since machines differ: what counts are the ratios.
//
//   APIHOST=http://127.0.0.1:3233 AUTH=uuid:key node bench.js PROXY_FILE

const { spawn } = require('node:child_process');
const http = require('node:http');
const { headers, load, post, quantile } = require('./client');

const API = `${process.env.APIHOST}/api/v1/namespaces/_`;
const AUTH = process.env.AUTH;
const PROXY = process.argv[2];
const NOOP = 'function main(args) { return args }';
const BASELINE = { host: '127.199.199.199', port: 8080 };

async function put(name, limits = {}, exec = { kind: 'nodejs:default', code: NOOP }) {
    const body = JSON.stringify({ exec, limits });
    const agent = new http.Agent();
    await new Promise((resolve, reject) => {
        const url = `${API}/actions/${name}?overwrite=true`;
        const request = http.request(url, { method: 'PUT', agent, headers: headers(body, AUTH) }, (response) => {
            response.resume();
            response.on('end', () =>
                response.statusCode === 200 ? resolve() : reject(new Error(`PUT ${name}: ${response.statusCode}`)),
            );
        });
        request.on('error', reject);
        request.end(body);
    });
}

/** The runtime's proxy with no platform round it: what no platform can be faster than. */
async function baseline() {
    const environment = { ...process.env, PROXY_HOST: BASELINE.host, PROXY_PORT: String(BASELINE.port) };
    const began = process.hrtime.bigint();
    const proxy = spawn(process.execPath, ['--expose-gc', PROXY], { env: environment, stdio: 'ignore' });
    const url = `http://${BASELINE.host}:${BASELINE.port}`;
    const init = JSON.stringify({ value: { name: 'noop', main: 'main', binary: false, code: NOOP } });
    const agent = new http.Agent();
    for (;;) {
        const answer = await post(agent, `${url}/init`, headers(init), init).catch(() => undefined);
        if (answer) {
            break;
        }
        await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const cold = Number(process.hrtime.bigint() - began) / 1e6;
    return { url: `${url}/run`, cold, stop: () => proxy.kill('SIGKILL') };
}

const RUN = JSON.stringify({ value: {}, activation_id: '0', deadline: '0' });

async function warm(direct) {
    const call = `${API}/actions/bench-noop?blocking=true&result=true`;
    await load(call, { auth: AUTH, calls: 500, connections: 1 });
    await load(direct.url, { body: RUN, calls: 500, connections: 1 });
    const platform = await load(call, { auth: AUTH, calls: 3000, connections: 1 });
    const alone = await load(direct.url, { body: RUN, calls: 3000, connections: 1 });
    report('warm call, 1 client', platform, alone);
    const added = quantile(platform.times, 0.5) - quantile(alone.times, 0.5);
    console.log(`  added by the platform at p50: ${added.toFixed(2)} ms`);
    await load(call, { auth: AUTH, calls: 2000, connections: 16 });
    report('warm calls, 16 clients', await load(call, { auth: AUTH, calls: 20000, connections: 16 }));
}

/** Comes last, for what was accepted still runs when it is over. */
async function accepted() {
    const options = { auth: AUTH, calls: 10000, connections: 16, expect: 202 };
    report('non-blocking, 16 clients', await load(`${API}/actions/bench-noop`, options));
}

/** A sequence of five steps, and as many single calls. */
async function sequence() {
    const steps = 5;
    const components = Array(steps).fill('/_/bench-noop');
    await put('bench-sequence', {}, { kind: 'sequence', components });
    const options = { auth: AUTH, calls: 1000, connections: 1 };
    const query = 'blocking=true&result=true';
    await load(`${API}/actions/bench-sequence?${query}`, options);
    const whole = await load(`${API}/actions/bench-sequence?${query}`, options);
    const single = await load(`${API}/actions/bench-noop?${query}`, options);
    report(`sequence of ${steps}, 1 client`, whole);
    const difference = quantile(whole.times, 0.5) - steps * quantile(single.times, 0.5);
    console.log(`  more than ${steps} single calls at p50: ${difference.toFixed(2)} ms`);
}

/** First calls of actions never seen before: from a stem cell, and with limits that no stem cell has. */
async function cold(direct) {
    for (const [label, limits] of [
        ['first call, stem cell', {}],
        ['first call, no stem cell', { memory: 192 }],
    ]) {
        const times = [];
        for (let i = 0; i < 20; i++) {
            const name = `bench-cold-${limits.memory || 'stem'}-${i}`;
            await put(name, limits);
            const url = `${API}/actions/${name}?blocking=true&result=true`;
            const answer = await post(new http.Agent(), url, headers('{}', AUTH), '{}');
            if (answer.status !== 200) {
                throw new Error(`${name}: ${answer.status} ${answer.text}`);
            }
            times.push(answer.millis);
            // Used-up cells are being replaced meanwhile.
            await new Promise((resolve) => setTimeout(resolve, 400));
        }
        times.sort((a, b) => a - b);
        report(label, { times, failures: 0 });
        const ratio = quantile(times, 0.5) / direct.cold;
        console.log(`  p50 divided by start and load of the proxy alone (${direct.cold.toFixed(0)} ms): ${ratio.toFixed(2)}`);
    }
}

function report(label, { times, failures, rate }, alone) {
    const part = (share) => quantile(times, share).toFixed(2).padStart(8);
    const extra = rate ? `  ${rate.toFixed(0)}/s` : '';
    console.log(`${label.padEnd(26)} p50 ${part(0.5)}  p99 ${part(0.99)} ms${extra}  failures ${failures}`);
    if (alone) {
        console.log(`  the proxy alone: p50 ${quantile(alone.times, 0.5).toFixed(2)} ms`);
    }
    process.exitCode = failures > 0 ? 1 : process.exitCode;
}

(async () => {
    const direct = await baseline();
    try {
        await put('bench-noop');
        await warm(direct);
        await sequence();
        await cold(direct);
        await accepted();
    } finally {
        direct.stop();
    }
})().catch((failure) => {
    console.error(`bench: ${failure.message}`);
    process.exit(1);
});
