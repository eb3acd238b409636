import { once } from 'node:events'
import { counted } from '../../base/counted.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Catalog } from '../../catalog/index.ts'
import {
  openSandbox,
  type Sandbox,
  type SandboxOptions,
  writtenFaults,
} from '../../route/sandbox/index.ts'
import { catalogInForce } from '../catalog-in-force.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type Problem, problem } from '../problem.ts'
import { visible } from '../report/glyphs.ts'
import { FAULT_OPTION, givenFaults } from '../sandbox/given-faults.ts'

export const sandboxCommand = defineCommand({
  operands: [],
  options: {
    catalog: {
      kind: 'text',
      value: 'FILE',
      doc: 'the catalog whose models are played; else the one in force',
    },
    fault: FAULT_OPTION,
    port: {
      kind: 'whole',
      value: 'N',
      least: 1,
      most: 65_535,
      doc: 'where it listens on this machine; a free port otherwise',
    },
    latency: {
      kind: 'choice',
      choices: ['none', 'modelled'],
      value: 'HOW',
      doc: 'none: answers come at once; modelled: as such models take their time',
    },
  },
  details: [
    'A provider on this machine that plays every model of a catalog, without a model, a key or a cent: chat completions, responses, embeddings and messages, streamed or whole, with calls of tools and JSON by a schema. The same request has the same answer. It runs until it is interrupted.',
    'The address comes on standard output: with `/v1` for every model, with `/PROVIDER/v1` as one of the providers of the catalog.',
    'A fault is written `PATTERN=KIND[@ARGUMENT][:SHARE]`. The pattern is a provider or `provider/family`, with `*` for any characters. The share is a chance from 0 to 1, `x2` for the first 2 calls, or `/3` for every third. Of several faults the first that takes a call meets it.',
    `Kinds of faults: ${writtenFaults()
      .map(({ written }) => written)
      .join(', ')}.`,
  ],
  examples: [
    {
      line: 'unhardcoded sandbox --catalog acme.yaml',
      doc: 'Every model of a catalog:',
    },
    {
      line: "unhardcoded sandbox --catalog acme.yaml --fault openai=429:0.3 --fault 'groq/*=cut@40'",
      doc: 'One that refuses three calls in ten to openai, and breaks off what groq answers:',
    },
  ],
  answersJson: () => false,
  async run({ options }, context) {
    const chosen = await catalogInForce(options.catalog, context)
    if (!chosen.ok) return chosen.error
    const { catalog, name } = chosen.value
    const faults = givenFaults(options.fault, catalog)
    if (!faults.ok) return faults.error
    const { port = 0, latency = 'none' } = options
    const opened = await open({ catalog, faults: faults.value, port, latency, now: context.now })
    if (!opened.ok) return opened.error
    const { url, close } = opened.value
    context.stdout.write(`${url}/v1\n`)
    context.stderr.write(introduction({ url, catalog, name }))
    if (!context.interrupted.aborted) await once(context.interrupted, 'abort')
    await close()
    return EXIT.fine
  },
})

async function open(options: SandboxOptions): Promise<Result<Sandbox, Problem>> {
  try {
    return ok(await openSandbox(options))
  } catch (error) {
    const reason = PORT_PROBLEMS.get(codeOf(error))
    if (reason === undefined) throw error
    return err(problem(`port ${options.port} ${reason}`, 'choose another, or none, for a free one'))
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

const PORT_PROBLEMS: ReadonlyMap<unknown, string> = new Map([
  ['EADDRINUSE', 'is in use'],
  ['EACCES', 'may not be used by you'],
])

interface Running {
  readonly url: string
  readonly catalog: Catalog
  readonly name: string
}

/** What it is, and a line to try it with. */
function introduction({ url, catalog, name }: Running): string {
  const families = Object.keys(catalog.models)
  const [model = ''] = families
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'hi' }] })
  const played = `${counted(families.length, 'model')} of ${counted(Object.keys(catalog.providers).length, 'provider')}`
  return `the sandbox plays ${played}, from ${visible(name)}, until it is interrupted; try:\n  curl ${url}/v1/chat/completions -d '${visible(body).replaceAll("'", "'\\''")}'\n`
}
