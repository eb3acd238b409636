import { defineCommand } from '../command.ts'
import { problem } from '../problem.ts'
import { FAULT_OPTION } from '../sandbox/given-faults.ts'
import { DEFAULT_PLACE } from '../serve/place.ts'
import type { ServerWishes } from '../serve/prepare.ts'
import { runServer } from '../serve/run-server.ts'
import { serverLog } from '../serve/server-log.ts'

export const serveCommand = defineCommand({
  operands: [
    {
      name: 'PATH',
      doc: 'policies that requests may name: files, or directories with `.uh` files in them; else the configured ones',
      needed: 'many',
    },
  ],
  options: {
    config: { kind: 'text', value: 'FILE', doc: 'the configuration; else the nearest one' },
    catalog: {
      kind: 'text',
      value: 'FILE',
      doc: 'the catalog whose models are called; else the one in force',
    },
    host: {
      kind: 'text',
      value: 'HOST',
      doc: `where it listens; ${DEFAULT_PLACE.host}, which is this machine alone, unless said`,
    },
    port: {
      kind: 'whole',
      value: 'N',
      least: 0,
      most: 65_535,
      doc: `${DEFAULT_PLACE.port} unless said; 0 for a free one`,
    },
    trace: { kind: 'text', value: 'DIR', doc: 'where a receipt of every request is kept' },
    sandbox: { kind: 'flag', doc: 'call models that are played on this machine, with no key' },
    fault: FAULT_OPTION,
    'allow-anyone': {
      kind: 'flag',
      doc: 'listen for other machines though no caller has a key',
    },
  },
  details: [
    'The router: an endpoint as OpenAI has it, which chooses the model of each call by the policy that comes with it, or that it names. docs/router.md tells what it answers, and how it is configured.',
    'The address for applications comes on standard output. On standard error it tells what happens to it, and nothing of requests: text on a terminal, else a line of JSON for each event.',
    'It runs until it is interrupted, and then lets requests that run come to their end. At SIGHUP it reads configuration, policies, catalog and keys again; where anything is wrong with them, everything stays as it was.',
  ],
  examples: [
    {
      line: 'unhardcoded serve acme.uh --catalog acme.yaml --sandbox --port 0',
      doc: 'The policies of a file over models that are played, on a free port:',
    },
    {
      line: "unhardcoded serve acme.uh --catalog acme.yaml --sandbox --port 0 --fault 'openai=429:0.5' --trace receipts",
      doc: 'The same with a provider that refuses every other call, and with receipts:',
    },
    {
      line: 'unhardcoded serve --config router.yaml --sandbox',
      doc: 'As a configuration has it:',
    },
  ],
  answersJson: () => false,
  async run({ operands, options }, context) {
    if (options.fault.length > 0 && !options.sandbox) {
      return problem('`--fault` is for models that are played', 'add `--sandbox`')
    }
    const wishes: ServerWishes = {
      router: {
        mode: options.sandbox ? 'sandbox' : 'live',
        config: options.config,
        catalog: options.catalog,
        policies: operands.length === 0 ? undefined : operands,
        trace: options.trace,
      },
      place: {
        host: options.host,
        port: options.port,
        allowAnyone: options['allow-anyone'],
      },
      workers: 1,
    }
    const onListening = (url: string) => context.stdout.write(`${url}/v1\n`)
    return runServer(
      { wishes, faults: options.fault, log: serverLog(context), onListening },
      context,
    )
  },
})
