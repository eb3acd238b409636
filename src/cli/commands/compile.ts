import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import { defineCommand, type Values } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { policyFiles } from '../io/policy-files.ts'
import { policySource } from '../io/policy-source.ts'
import { writeOutput } from '../io/write-text.ts'
import { type Compilation, compileInput } from '../policy/compile-input.ts'
import { emitted, FORMS, JSON_FORMS } from '../policy/emit.ts'
import { PARAMETER_OPTIONS, readParameters } from '../policy/parameters.ts'
import { TARGET_OPTIONS } from '../policy/target-options.ts'
import { problem } from '../problem.ts'
import { vocabularyInForce } from '../vocabulary-in-force.ts'

const OPTIONS = {
  policy: { kind: 'text', value: 'NAME', doc: 'only this policy or flow' },
  ...PARAMETER_OPTIONS,
  emit: {
    kind: 'choice',
    choices: FORMS,
    value: 'FORM',
    doc: 'json (all of it), term, encoding or fingerprint (of one policy), expanded (what short forms stand for), map (from the term to the text)',
  },
  output: { kind: 'text', short: 'o', value: 'FILE', doc: 'write there, whole or not at all' },
  ...TARGET_OPTIONS,
} as const

export const compileCommand = defineCommand({
  operands: [
    {
      name: 'POLICY',
      doc: 'files, directories, `-` for standard input, or the text of a policy',
      needed: 'many',
    },
  ],
  options: OPTIONS,
  details: [
    'The term is what travels with a call in the field `policy_ir`: plain JSON in normal form, identified by its fingerprint. Nothing is written when there is an error.',
  ],
  examples: [
    { line: 'unhardcoded compile acme.uh', doc: 'Every policy and flow of a file, as JSON:' },
    {
      line: "unhardcoded compile 'cheapest where quality >= 0.7' --emit term",
      doc: 'The bare term, for the body of a call:',
    },
    {
      line: 'unhardcoded compile acme.uh --policy support --param plan=enterprise -o support.json',
      doc: 'One policy for certain parameters, into a file:',
    },
    {
      line: 'unhardcoded compile acme.uh --policy strict --emit expanded',
      doc: 'What do the short forms stand for, and where does each part come from?',
    },
    {
      line: 'unhardcoded compile acme.uh --policy support --params params.json --emit fingerprint',
      doc: 'The identity of a policy, as receipts name it:',
    },
  ],
  answersJson: ({ emit = 'json', output }) => output === undefined && JSON_FORMS.has(emit),
  async run({ operands, options }, context) {
    const compilations = await compileAll(operands, options, context)
    if (!compilations.ok) return compilations.error
    const text = await emitted(options.emit ?? 'json', compilations.value)
    if (!text.ok) return text.error
    return (await writeOutput(options.output, text.value, context)) ?? EXIT.fine
  },
})

async function compileAll(
  operands: readonly string[],
  { policy, target, catalog, ...parameters }: Values<typeof OPTIONS>,
  context: Context,
): Promise<Result<readonly Compilation[], Failure>> {
  const sources = await sourcesOf(operands, context)
  if (!sources.ok) return sources
  if (policy !== undefined && sources.value.length > 1) {
    return err(problem('`--policy` chooses from one file', 'name the file that it stands in'))
  }
  const params = await readParameters(parameters, context)
  if (!params.ok) return params
  const vocabulary = await vocabularyInForce(catalog, context)
  if (!vocabulary.ok) return vocabulary
  const compilations: Compilation[] = []
  for (const source of sources.value) {
    const wishes = { vocabulary: vocabulary.value, policy, params: params.value, target }
    const compiled = await compileInput(source, wishes, context)
    if (!compiled.ok) return compiled
    compilations.push(compiled.value)
  }
  return ok(compilations)
}

async function sourcesOf(
  operands: readonly string[],
  context: Context,
): Promise<Result<readonly Source[], Failure>> {
  if (operands.length === 0 && context.stdin.isTTY === true) {
    return err(problem('no policy was given', 'name a file, or write the policy in quotes'))
  }
  const sources: Source[] = []
  for (const operand of operands.length === 0 ? ['-'] : operands) {
    const paths = await policyFiles(operand, context)
    if (!paths.ok) return paths
    for (const path of paths.value) {
      const source = await policySource(path, context)
      if (!source.ok) return source
      sources.push(source.value)
    }
  }
  return ok(sources)
}
