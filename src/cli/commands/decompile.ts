import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { decompile } from '../../compile/index.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { findings } from '../failure.ts'
import { termSource } from '../io/term-source.ts'
import { writeOutput } from '../io/write-text.ts'
import { placeInJson } from '../json/json-place.ts'
import { parseJson } from '../json/parse-json.ts'
import { vocabularyInForce } from '../vocabulary-in-force.ts'

export const decompileCommand = defineCommand({
  operands: [
    {
      name: 'TERM',
      doc: 'a file with a policy or flow term, or what `compile` wrote; or the JSON itself; `-` or nothing is standard input',
      needed: 'optional',
    },
  ],
  options: {
    catalog: { kind: 'text', value: 'FILE', doc: 'a catalog that declares the fields and tiers' },
    output: { kind: 'text', short: 'o', value: 'FILE', doc: 'write there, whole or not at all' },
  },
  details: [
    'The text compiles to the normal form of the term, byte for byte: that is checked before it is written. Parts for which the language has no clause stand as `term [...]`.',
  ],
  examples: [
    {
      line: "unhardcoded compile 'cheapest where quality >= 0.7' --emit term | unhardcoded decompile",
      doc: 'What does this term say?',
    },
    {
      line: 'unhardcoded compile acme.uh | unhardcoded decompile -o again.uh',
      doc: 'Everything of a file, and back:',
    },
  ],
  answersJson: () => false,
  async run({ operands: [argument], options }, context) {
    const source = await termSource(argument, context)
    if (!source.ok) return source.error
    const term = parseJson(source.value)
    if (!term.ok) return term.error
    const vocabulary = await vocabularyInForce(options.catalog, context)
    if (!vocabulary.ok) return vocabulary.error
    const { value, diagnostics } = decompile(term.value, { vocabulary: vocabulary.value })
    if (value === undefined) {
      return findings(
        diagnostics.map((each) => located(each, source.value)),
        [source.value],
      )
    }
    return (await writeOutput(options.output, value, context)) ?? EXIT.fine
  },
})

/** A refusal names the path of its place in front: the place in the text says it better. */
function located(diagnostic: Diagnostic, source: Source): Diagnostic {
  const { path = '$', rest = diagnostic.message } =
    /^(?<path>\$\S*): (?<rest>.*)$/s.exec(diagnostic.message)?.groups ?? {}
  const span = placeInJson(source.text, path)
  return { ...diagnostic, message: rest, source: source.name, span, label: path }
}
