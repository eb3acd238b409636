import { type BuildWishes, buildText } from '../build/build-text.ts'
import { changesIn } from '../build/changes.ts'
import { defineCommand, type Values } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { readText } from '../io/read-text.ts'
import { writeOutput } from '../io/write-text.ts'
import { TARGET_OPTIONS } from '../policy/target-options.ts'
import { problem } from '../problem.ts'
import { reportFailure } from '../report-failure.ts'
import { vocabularyInForce } from '../vocabulary-in-force.ts'

const OPTIONS = {
  out: {
    kind: 'text',
    short: 'o',
    value: 'FILE',
    doc: 'write the module there, whole or not at all; `-` is standard output',
  },
  check: { kind: 'flag', doc: 'write nothing; exit 1 when the file is not what would be written' },
  watch: { kind: 'flag', doc: 'go on, and write it again whenever a policy changes' },
  ...TARGET_OPTIONS,
} as const

export const buildCommand = defineCommand({
  operands: [
    {
      name: 'PATH',
      doc: 'files, or directories with `.uh` files in them; `-` is standard input',
      needed: 'many',
    },
  ],
  options: OPTIONS,
  details: [
    'The module has a function for each policy, named in camel case, with the parameters of the policy as types; and a constant for each flow. It imports nothing: everything is worked out ahead, and what a call does is look up a term, or put numbers into one.',
    'Clauses without a name go by the name of their file. Nothing is written when there is an error.',
  ],
  examples: [
    {
      line: 'unhardcoded build acme.uh --out policies.ts',
      doc: 'A typed function for each policy of a file:',
    },
    {
      line: 'unhardcoded build policies --out - | head -8',
      doc: 'Of all policies in a directory, to standard output:',
    },
    {
      line: 'unhardcoded build policies --out policies.ts --watch',
      doc: 'While you write them, until it is interrupted:',
    },
  ],
  answersJson: () => false,
  async run({ operands, options }, context) {
    const { out, check, watch, catalog, target = 'sigma-pol/v2' } = options
    const toFile = out !== undefined && out !== '-'
    if (operands.length === 0) {
      return problem('no file was given', 'name files or directories: `unhardcoded build policies`')
    }
    if ((check || watch) && !toFile) {
      const which = check ? '--check' : '--watch'
      return problem(`\`${which}\` is about a file`, 'name it with `--out`')
    }
    if (check && watch) return problem('`--check` writes nothing that could be watched')
    if (watch && operands.includes('-')) return problem('standard input cannot be watched')
    const vocabulary = await vocabularyInForce(catalog, context)
    if (!vocabulary.ok) return vocabulary.error
    const wishes = { operands, vocabulary: vocabulary.value, target }
    return watch ? watched(wishes, options, context) : once(wishes, options, context)
  },
})

type Chosen = Values<typeof OPTIONS>

async function once(
  wishes: BuildWishes,
  { out, check }: Chosen,
  context: Context,
): Promise<ExitCode | Failure> {
  const { text } = await buildText(wishes, context)
  if (!text.ok) return text.error
  if (!check) return (await writeOutput(out, text.value, context)) ?? EXIT.fine
  return checked(out ?? '', text.value, context)
}

async function checked(
  path: string,
  wanted: string,
  context: Context,
): Promise<ExitCode | Failure> {
  const found = await readText(path, context)
  if (!found.ok) return found.error
  if (found.value.text === wanted) return EXIT.fine
  context.stderr.write(`${path} is not current: build it again\n`)
  return EXIT.findings
}

/** Until it is interrupted. What is wrong is told, and the file stays as it was. */
async function watched(
  wishes: BuildWishes,
  { out = '' }: Chosen,
  context: Context,
): Promise<ExitCode> {
  let known: ReadonlySet<string> = new Set()
  let changes = changesIn(known, context.interrupted)
  let before: string | undefined
  for (;;) {
    const { text, directories } = await buildText(wishes, context)
    if ([...directories].some((directory) => !known.has(directory))) {
      // What changed while nobody looked is found by looking again.
      known = directories
      changes.close()
      changes = changesIn(known, context.interrupted)
      continue
    }
    const failure = text.ok ? await writeOutput(out, text.value, context) : text.error
    if (failure !== undefined) reportFailure(failure, { context })
    else if (text.ok && text.value !== before) {
      before = text.value
      context.stderr.write(`wrote ${out}\n`)
    }
    await changes.next()
    if (!context.interrupted.aborted) continue
    changes.close()
    return EXIT.fine
  }
}
