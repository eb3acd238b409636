import fc from 'fast-check'

/*
 * Random texts of the language that compile: conditions and scores over the standard fields, with
 * constants inside the domains, spelled in many ways.
 */

/** Candidates and conditions draw from the same values, so that comparisons are often close. */
// biome-ignore format: table
export const FIGURES = {
  quality:      { texts: ['0', '0.5', '60%', '0.8', '100%'],                      values: [0, 0.5, 0.6, 0.75, 0.8, 1] },
  tool_calling: { texts: ['0.25', '50%', '0.9'],                                  values: [0.25, 0.5, 0.9] },
  price_in:     { texts: ['$0/Mtok', '$1/Mtok', '$0.003/ktok', '$25/Mtok'],       values: [0, 0.5, 1, 3, 25] },
  price_out:    { texts: ['$0.5/Mtok', '$0.001/ktok', '$3/Mtok', '$0.000025/tok'], values: [0, 0.5, 1, 3, 25] },
  latency_ms:   { texts: ['0ms', '500ms', '1.5s', '2m'],                          values: [0, 500, 1500, 120_000] },
  tok_s:        { texts: ['1 tok/s', '25 tok/s', '60.5 tok/s'],                   values: [1, 25, 60.5] },
  success_rate: { texts: ['0.5', '99%', '1'],                                     values: [0.5, 0.99, 1] },
  context:      { texts: ['8k', '128k', '128Ki', '1M'],                           values: [8000, 128_000, 131_072, 1_000_000] },
  credits:      { texts: ['$0', '$0.50', '$20'],                                  values: [0, 0.5, 20] },
} as const

type Figure = keyof typeof FIGURES

const FIELDS = Object.keys(FIGURES) as Figure[]

/** Of these nobody can tell whether they are known, so a score may read them anyway. */
const fieldArbitrary = fc.constantFrom(...FIELDS)

const comparisonArbitrary: fc.Arbitrary<string> = fieldArbitrary.chain((field) => {
  const constant = fc.constantFrom<string>(...FIGURES[field].texts)
  const op = fc.constantFrom('<', '<=', '>', '>=', '=', '!=')
  return fc.oneof(
    fc.tuple(op, constant).map(([sign, text]) => `${field} ${sign} ${text}`),
    fc.tuple(op, constant).map(([sign, text]) => `${text} ${sign} ${field}`),
    fc
      .tuple(constant, constant)
      .map(([a, b]) => (rankOf(field, a) <= rankOf(field, b) ? [a, b] : [b, a]))
      .map(([low, high]) => `${field} between ${low} and ${high}`),
    fc
      .array(constant, { minLength: 1, maxLength: 2 })
      .map((all) => `${field} in [${all.join(', ')}]`),
  )
})

function rankOf(field: Figure, text: string): number {
  return (FIGURES[field].texts as readonly string[]).indexOf(text)
}

const atomArbitrary: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: comparisonArbitrary },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['no_log', 'has_tee', 'healthy', 'enabled', 'anything', 'nothing', 'fits', 'in scope'],
      ...['has tools', 'has vision', 'provider is openai', 'provider is not groq'],
      ...['provider in [openai, groq]', 'provider not in [groq, "a|b"]', 'family is "b"'],
      ...['tier is partner', 'tier >= marketplace', 'tier < partner', 'tier > "fallback"'],
      ...['known price_in', 'known quality', 'known tok_s', 'top 1 by quality'],
    ),
  },
)

/** A condition as text, with parentheses wherever something is put together. */
export const conditionArbitrary: fc.Arbitrary<string> = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atomArbitrary,
    tie('condition').map((inner) => `not (${inner})`),
    fc
      .tuple(
        fc.constantFrom(' and ', ' or '),
        fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
      )
      .map(([join, parts]) => parts.map((part) => `(${part})`).join(join)),
  ),
})).condition

const weightArbitrary = fc.constantFrom('0.5', '2', '0.1', '3')

/** A score as text. Every clamp is around one field, where it does away with the unknown. */
export const scoreArbitrary: fc.Arbitrary<string> = fc.letrec<{ score: string }>((tie) => ({
  score: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fieldArbitrary,
    fieldArbitrary.map((field) => {
      const { texts } = FIGURES[field]
      return `clamp(${field}, ${texts[0]}, ${texts.at(-1)})`
    }),
    fc.constantFrom('0.3', '5'),
    fc.tuple(weightArbitrary, tie('score')).map(([weight, score]) => `${weight} * (${score})`),
    tie('score').map((score) => `-(${score})`),
    tie('score').map((score) => `1 - (${score})`),
    tie('score').map((score) => `norm(${score})`),
    fc.tuple(tie('score'), tie('score')).map(([a, b]) => `0.5 * (${a}) + 2 * (${b})`),
    fc
      .tuple(tie('score'), conditionArbitrary)
      .map(([score, condition]) => `(${score}) if ${condition}`),
  ),
})).score
