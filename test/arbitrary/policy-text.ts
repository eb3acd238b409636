import fc from 'fast-check'

/*
 * Random texts of policies that compile, about few enough things that conditions often imply or
 * exclude each other. Comments and line breaks stand where they can.
 */

const PLAIN = [
  'quality >= 0.5',
  'quality >= 0.8',
  'quality < 0.8',
  '0.2 <= quality < 0.6',
  'known quality',
  'price_out <= $5/Mtok',
  'price_out > $5/Mtok',
  'price_out between $1/Mtok and $9/Mtok',
  'not price_out > $2/Mtok',
  'known price_out',
  'success_rate >= 0',
  'success_rate >= 0.9',
  'provider is openai',
  'provider is not openai',
  'provider in [openai, groq]',
  'provider in [openai, groq, openai]',
  'provider not in [groq, mistral, groq]',
  'tier >= marketplace',
  'tier is partner',
  'tier in [fallback, partner]',
  'no_log',
  'not no_log',
  'has tools',
  'healthy',
  'enabled',
  'fits',
  'anything',
  'not nothing',
  'term ["cmp", "quality", "ge", 0.5]',
]

const PARAMETRIC = [
  'plan is free',
  'plan is not pro',
  'private',
  'quality >= floor',
  'quality < floor',
  'quality >= match plan { free: 0.5, pro: floor }',
  'match plan { free: no_log, pro: has tools }',
  'floor > 0.5',
]

const joint = (word: string) =>
  fc.constantFrom(
    ` ${word} `,
    ` ${word} `,
    `\n    ${word} `,
    ` # why\n    ${word} `,
    ` ${word} # why\n `,
  )

/** A condition over the atoms, `and` and `or` apart by parentheses. */
function conditionArbitrary(atoms: readonly string[]): fc.Arbitrary<string> {
  const { condition } = fc.letrec<{ condition: string; group: string }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: fc.constantFrom(...atoms) },
      { weight: 2, arbitrary: joined('and', tie('group')) },
      { weight: 2, arbitrary: joined('or', tie('group')) },
      { weight: 1, arbitrary: tie('group').map((inner) => `not (${inner})`) },
    ),
    group: tie('condition').map((inner) => (/ (?:and|or) /.test(inner) ? `(${inner})` : inner)),
  }))
  return condition
}

function joined(word: string, operand: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(operand, { minLength: 2, maxLength: 4 }), joint(word))
    .map(([operands, between]) => operands.map((each) => `(${each})`).join(between))
}

const clauseArbitrary = (atoms: readonly string[]) => {
  const condition = conditionArbitrary(atoms)
  return fc.oneof(
    { weight: 3, arbitrary: condition.map((each) => `where ${each}`) },
    { weight: 2, arbitrary: condition.map((each) => `prefer ${each}`) },
    { weight: 1, arbitrary: condition.map((each) => `when ${each}: set temperature = 0.2`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(condition, condition)
        .map(([a, b]) => `when ${a}: { set top_p = 0.9 when ${b}: set top_k = 3 }`),
    },
  )
}

const clausesArbitrary = fc
  .array(clauseArbitrary([...PLAIN, ...PARAMETRIC, 'trusted']), { minLength: 1, maxLength: 4 })
  .map((clauses) => clauses.join('\n  '))

/** A file with a definition, a policy with parameters, and one that extends it. */
export const policyTextArbitrary: fc.Arbitrary<string> = fc
  .record({
    definition: conditionArbitrary(PLAIN),
    ranking: fc.constantFrom('best', 'cheapest', 'fastest', 'best unguarded'),
    base: clausesArbitrary,
    child: clausesArbitrary,
  })
  .map(
    ({ definition, ranking, base, child }) => `let trusted = ${definition}

policy base(plan: free | pro = pro, private: flag = false, floor: ratio = 0.5 in 0.3..0.9) =
  ${ranking}
  ${base}

policy child extends base
  ${child}
`,
  )
