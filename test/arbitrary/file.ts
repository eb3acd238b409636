import fc from 'fast-check'
import type * as ast from '../../src/syntax/ast.ts'

/*
 * Random syntax trees of every form, as the parser could have made them, but for the spans: all
 * are empty. Names and texts are partly what people write, partly what breaks things.
 */

const span = { start: 0, end: 0 }

// biome-ignore format: table
const PLAIN_NAMES = [
  'quality', 'price_out', 'latency_ms', 'provider', 'family', 'no_log', 'plan', 'cap', 'support',
  'input', 'quality.coding', 'first', 'text', 'constructor', '__proto__', 'x', 's', 'm', 'k',
]

const ODD_NAMES = ['where', 'true', 'not', 'else', 'ñ field', 'a-b', 'a`b', 'a"b\\', '#', '1', ' ']

/** A text without halves of characters, which no source can hold. */
const textArbitrary = fc.oneof(
  fc.constantFrom('openai', 'gpt-5-nano', 'together-ai', 'openai/gpt-5', '', '# no comment', '"\\'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)

const nameTextArbitrary = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PLAIN_NAMES) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_NAMES) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }) },
)

const nameArbitrary: fc.Arbitrary<ast.Name> = nameTextArbitrary.map((text) => ({
  kind: 'name',
  span,
  text,
}))

const textNodeArbitrary: fc.Arbitrary<ast.Text> = textArbitrary.map((text) => ({
  kind: 'text',
  span,
  text,
}))

const wordArbitrary: fc.Arbitrary<ast.Word> = fc.oneof(nameArbitrary, textNodeArbitrary)

const digitsArbitrary = fc.oneof(
  fc.constantFrom('0', '1', '3', '0.8', '0.60', '22', '128', '1e308', '1.5e-3', '007', '2E+4'),
  fc.nat().map(String),
)

const quantityArbitrary: fc.Arbitrary<ast.Expr> = fc
  .tuple(
    digitsArbitrary,
    fc.constantFrom(
      '',
      '',
      '%',
      'ms',
      's',
      'm',
      'h',
      'k',
      'M',
      'Ki',
      'Mi',
      ' tok/s',
      '$',
      '$/Mtok',
    ),
  )
  .map(([digits, unit]) => ({
    kind: 'quantity',
    span,
    text: unit.startsWith('$') ? `$${digits}${unit.slice(1)}` : digits + unit,
  }))

/** A random JSON array, as a raw term holds it. */
const jsonArrayArbitrary: fc.Arbitrary<ast.Json> = fc.letrec<{ json: ast.Json; array: ast.Json }>(
  (tie) => ({
    json: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      textArbitrary.map((value): ast.Json => ({ kind: 'string', span, value })),
      fc
        .constantFrom('0', '-1', '0.5', '-2.5e-7', '1e308')
        .map((text): ast.Json => ({ kind: 'number', span, text })),
      fc.boolean().map((value): ast.Json => ({ kind: 'boolean', span, value })),
      fc.constant<ast.Json>({ kind: 'null', span }),
      tie('array'),
      fc.array(fc.tuple(textArbitrary, tie('json')), { maxLength: 3 }).map(
        (members): ast.Json => ({
          kind: 'object',
          span,
          members: members.map(([key, value]) => ({ span, keySpan: span, key, value })),
        }),
      ),
    ),
    array: fc
      .array(tie('json'), { maxLength: 4 })
      .map((items): ast.Json => ({ kind: 'array', span, items })),
  }),
).array

const termArbitrary: fc.Arbitrary<ast.RawTerm> = jsonArrayArbitrary.map((json) => ({
  kind: 'term',
  span,
  json,
}))

const listItemArbitrary: fc.Arbitrary<ast.Expr> = fc.oneof(
  nameArbitrary,
  textNodeArbitrary,
  quantityArbitrary,
  quantityArbitrary.map((operand): ast.Expr => ({ kind: 'negate', span, operand })),
  fc.boolean().map((value): ast.Expr => ({ kind: 'boolean', span, value })),
)

/** A random expression of any form: condition, score or constant. */
export const exprArbitrary: fc.Arbitrary<ast.Expr> = fc.letrec<{ expr: ast.Expr }>((tie) => {
  const expr = tie('expr')
  const several = fc.array(expr, { minLength: 2, maxLength: 3 })
  return {
    expr: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      nameArbitrary,
      quantityArbitrary,
      textNodeArbitrary,
      fc.boolean().map((value): ast.Expr => ({ kind: 'boolean', span, value })),
      fc
        .constantFrom<ast.Atom>('healthy', 'fits', 'enabled', 'in-scope', 'anything', 'nothing')
        .map((atom): ast.Expr => ({ kind: 'atom', span, atom })),
      wordArbitrary.map((capability): ast.Expr => ({ kind: 'has', span, capability })),
      nameArbitrary.map((field): ast.Expr => ({ kind: 'known', span, field })),
      termArbitrary,
      fc
        .tuple(fc.constantFrom('or' as const, 'and' as const), several)
        .map(([kind, operands]): ast.Expr => ({ kind, span, operands })),
      fc
        .tuple(fc.constantFrom('not' as const, 'negate' as const), expr)
        .map(([kind, operand]): ast.Expr => ({ kind, span, operand })),
      expr.map((inner): ast.Expr => ({ kind: 'group', span, inner })),
      fc
        .tuple(expr, fc.array(comparisonStep(expr), { minLength: 1, maxLength: 2 }))
        .map(([first, rest]): ast.Expr => ({ kind: 'compare', span, first, rest })),
      fc
        .tuple(expr, expr, expr)
        .map(([operand, low, high]): ast.Expr => ({ kind: 'between', span, operand, low, high })),
      fc
        .tuple(expr, fc.boolean(), fc.array(listItemArbitrary, { minLength: 1, maxLength: 4 }))
        .map(
          ([operand, negated, items]): ast.Expr => ({ kind: 'in', span, operand, negated, items }),
        ),
      fc
        .tuple(expr, fc.boolean(), wordArbitrary)
        .map(
          ([operand, negated, value]): ast.Expr => ({ kind: 'is', span, operand, negated, value }),
        ),
      fc
        .tuple(expr, expr)
        .map(([value, condition]): ast.Expr => ({ kind: 'if', span, value, condition })),
      fc
        .tuple(expr, fc.array(sumStep(expr), { minLength: 1, maxLength: 2 }))
        .map(([first, rest]): ast.Expr => ({ kind: 'sum', span, first, rest })),
      several.map((factors): ast.Expr => ({ kind: 'product', span, factors })),
      fc
        .tuple(expr, nameArbitrary)
        .map(([count, field]): ast.Expr => ({ kind: 'top', span, count, field })),
      fc
        .tuple(nameArbitrary, fc.array(expr, { minLength: 1, maxLength: 3 }))
        .map(([name, args]): ast.Expr => ({ kind: 'call', span, function: name, args })),
      fc
        .tuple(nameArbitrary, fc.array(armArbitrary(expr), { minLength: 1, maxLength: 3 }))
        .map(([subject, arms]): ast.Expr => ({ kind: 'match', span, subject, arms })),
    ),
  }
}).expr

function comparisonStep(
  expr: fc.Arbitrary<ast.Expr>,
): fc.Arbitrary<ast.CompareExpr['rest'][number]> {
  return fc
    .tuple(fc.constantFrom<ast.Comparison>('=', '!=', '<', '<=', '>', '>='), expr)
    .map(([op, operand]) => ({ op, opSpan: span, operand }))
}

function sumStep(
  expr: fc.Arbitrary<ast.Expr>,
): fc.Arbitrary<{ readonly sign: '+' | '-'; readonly operand: ast.Expr }> {
  return fc
    .tuple(fc.constantFrom('+' as const, '-' as const), expr)
    .map(([sign, operand]) => ({ sign, operand }))
}

function armArbitrary(expr: fc.Arbitrary<ast.Expr>): fc.Arbitrary<ast.MatchArm> {
  return fc
    .tuple(fc.option(nameArbitrary, { nil: undefined }), expr)
    .map(([label, value]) => ({ kind: 'arm', span, label, value }))
}

const rangeArbitrary: fc.Arbitrary<ast.RangeExpr> = fc
  .tuple(exprArbitrary, exprArbitrary)
  .map(([low, high]) => ({ kind: 'range', span, low, high }))

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

// Transforms and clauses ------------------------------------------------------------------------

const settingsArbitrary: fc.Arbitrary<ast.RecipeStep> = fc
  .array(fc.tuple(wordArbitrary, exprArbitrary), { maxLength: 2 })
  .map((entries) => ({
    kind: 'settings',
    span,
    entries: entries.map(([key, value]) => ({ kind: 'setting', span, key, value })),
  }))

const transformArbitrary: fc.Arbitrary<ast.Transform> = fc.letrec<{ transform: ast.Transform }>(
  (tie) => ({
    transform: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .tuple(wordArbitrary, exprArbitrary)
        .map(([param, value]): ast.Transform => ({ kind: 'set', span, param, value })),
      fc
        .tuple(wordArbitrary, rangeArbitrary)
        .map(([param, range]): ast.Transform => ({ kind: 'limit', span, param, range })),
      fc
        .tuple(wordArbitrary, exprArbitrary)
        .map(([param, by]): ast.Transform => ({ kind: 'jitter', span, param, by })),
      wordArbitrary.map((param): ast.Transform => ({ kind: 'seed', span, param })),
      fc
        .oneof(wordArbitrary, termArbitrary)
        .map((transform): ast.Transform => ({ kind: 'apply', span, transform })),
      fc
        .tuple(
          fc.constantFrom('text' as const, 'image' as const),
          fc.array(fc.oneof<fc.Arbitrary<ast.RecipeStep>[]>(wordArbitrary, settingsArbitrary), {
            maxLength: 3,
          }),
        )
        .map(([medium, recipe]): ast.Transform => ({ kind: 'filter', span, medium, recipe })),
      fc
        .tuple(exprArbitrary, optional(exprArbitrary))
        .map(
          ([total, firstToken]): ast.Transform => ({ kind: 'timeout', span, total, firstToken }),
        ),
      fc
        .tuple(exprArbitrary, fc.array(tie('transform'), { minLength: 1, maxLength: 2 }))
        .map(([pred, body]): ast.Transform => ({ kind: 'when', span, pred, body })),
    ),
  }),
).transform

const verbArbitrary = fc.constantFrom<ast.Verb>(
  'next',
  'stop',
  'same-model-elsewhere',
  'disable-provider',
)

const actionArbitrary: fc.Arbitrary<ast.Action> = fc.oneof(
  verbArbitrary.map((verb): ast.Action => ({ kind: 'do', span, verb })),
  fc.tuple(exprArbitrary, fc.array(exprArbitrary, { maxLength: 2 }), verbArbitrary).map(
    ([attempts, after, verb]): ast.Action => ({
      kind: 'retry',
      span,
      attempts,
      after,
      // biome-ignore lint/suspicious/noThenProperty: a key of the syntax tree
      then: { span, verb },
    }),
  ),
)

const clauseArbitrary: fc.Arbitrary<ast.Clause> = fc.oneof(
  fc
    .constantFrom(
      'unguarded' as const,
      'fastest' as const,
      'any' as const,
      'catalog-order' as const,
    )
    .map((kind): ast.Clause => ({ kind, span })),
  exprArbitrary.map((pred): ast.Clause => ({ kind: 'where', span, pred })),
  exprArbitrary.map((pred): ast.Clause => ({ kind: 'prefer', span, pred })),
  exprArbitrary.map((score): ast.Clause => ({ kind: 'rank', span, score })),
  exprArbitrary.map((temperature): ast.Clause => ({ kind: 'sample', span, temperature })),
  exprArbitrary.map((count): ast.Clause => ({ kind: 'take', span, count })),
  optional(fc.record({ input: exprArbitrary, output: exprArbitrary })).map(
    (tokens): ast.Clause => ({ kind: 'cheapest', span, tokens }),
  ),
  optional(nameArbitrary).map((by): ast.Clause => ({ kind: 'best', span, by })),
  fc.array(fc.tuple(wordArbitrary, wordArbitrary), { minLength: 1, maxLength: 3 }).map(
    (routes): ast.Clause => ({
      kind: 'in-order',
      span,
      routes: routes.map(([provider, model]) => ({ kind: 'route', span, provider, model })),
    }),
  ),
  termArbitrary.map((term): ast.Clause => ({ kind: 'select', span, term })),
  termArbitrary.map((term): ast.Clause => ({ kind: 'body-term', span, term })),
  transformArbitrary,
  fc
    .oneof(fc.constantFrom('next' as const, 'stop' as const), termArbitrary)
    .map((base): ast.Clause => ({ kind: 'fallback', span, base })),
  fc
    .tuple(wordArbitrary, actionArbitrary, optional(exprArbitrary))
    .map(([reason, action, cool]): ast.Clause => ({ kind: 'on', span, reason, action, cool })),
)

// Items -----------------------------------------------------------------------------------------

const referenceArbitrary: fc.Arbitrary<ast.Reference> = fc
  .tuple(nameArbitrary, fc.array(fc.tuple(nameArbitrary, exprArbitrary), { maxLength: 2 }))
  .map(([name, args]) => ({
    kind: 'reference',
    span,
    name,
    args: args.map(([arg, value]) => ({ kind: 'argument', span, name: arg, value })),
  }))

const docArbitrary = fc.array(
  fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map((line) => line.trimEnd()),
  { maxLength: 2 },
)

const paramArbitrary: fc.Arbitrary<ast.ParamDecl> = fc
  .record({
    name: nameArbitrary,
    words: fc.array(nameArbitrary, { minLength: 1, maxLength: 3 }),
    default: optional(exprArbitrary),
    range: optional(rangeArbitrary),
  })
  .map(({ words, ...rest }) => ({
    kind: 'param',
    span,
    ...rest,
    type: { kind: 'param-type', span, words },
  }))

const policyArbitrary: fc.Arbitrary<ast.PolicyItem> = fc
  .record({
    doc: docArbitrary,
    name: nameArbitrary,
    params: fc.array(paramArbitrary, { maxLength: 2 }),
    extends: optional(referenceArbitrary),
    body: fc.array(clauseArbitrary, { maxLength: 4 }),
  })
  .map((parts) => ({ kind: 'policy', span, ...parts }))

const namelessArbitrary: fc.Arbitrary<ast.PolicyItem> = fc
  .record({ doc: docArbitrary, body: fc.array(clauseArbitrary, { minLength: 1, maxLength: 4 }) })
  .map((parts) => ({
    kind: 'policy',
    span,
    name: undefined,
    params: [],
    extends: undefined,
    ...parts,
  }))

const nodeArbitrary: fc.Arbitrary<ast.FlowNode> = fc
  .record({
    name: nameArbitrary,
    policy: referenceArbitrary,
    system: textNodeArbitrary,
    inputs: fc.array(nameArbitrary, { minLength: 1, maxLength: 2 }),
    template: optional(textNodeArbitrary),
  })
  .map((parts) => ({ kind: 'node', span, ...parts }))

const expectationArbitrary: fc.Arbitrary<ast.Expectation> = fc.oneof(
  fc
    .record({
      subject: referenceArbitrary,
      route: textNodeArbitrary,
      because: optional(exprArbitrary),
    })
    .map((parts): ast.Expectation => ({ kind: 'rejects', span, ...parts })),
  fc
    .record({ subject: referenceArbitrary, route: textNodeArbitrary, negated: fc.boolean() })
    .map((parts): ast.Expectation => ({ kind: 'picks', span, ...parts })),
  fc
    .record({ subject: referenceArbitrary, atLeast: exprArbitrary })
    .map((parts): ast.Expectation => ({ kind: 'keeps', span, ...parts })),
  fc
    .record({
      subject: referenceArbitrary,
      routes: fc.array(textNodeArbitrary, { minLength: 1, maxLength: 3 }),
    })
    .map((parts): ast.Expectation => ({ kind: 'orders', span, ...parts })),
)

const triedArbitrary: fc.Arbitrary<ast.TestedValues> = fc
  .record({
    name: nameArbitrary,
    values: fc.array(exprArbitrary, { minLength: 1, maxLength: 3 }),
  })
  .map((parts) => ({ kind: 'tested-values', span, ...parts }))

const itemArbitrary: fc.Arbitrary<ast.Item> = fc.oneof(
  { weight: 3, arbitrary: policyArbitrary },
  {
    weight: 1,
    arbitrary: fc
      .record({
        path: textNodeArbitrary,
        imports: fc.array(fc.tuple(nameArbitrary, optional(nameArbitrary)), {
          minLength: 1,
          maxLength: 3,
        }),
      })
      .map(
        ({ path, imports }): ast.Item => ({
          kind: 'use',
          span,
          path,
          imports: imports.map(([name, alias]) => ({ kind: 'import', span, name, alias })),
        }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ doc: docArbitrary, name: nameArbitrary, value: exprArbitrary })
      .map((parts): ast.Item => ({ kind: 'let', span, ...parts })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        doc: docArbitrary,
        name: nameArbitrary,
        nodes: fc.array(nodeArbitrary, { maxLength: 3 }),
        returns: nameArbitrary,
      })
      .map((parts): ast.Item => ({ kind: 'flow', span, ...parts })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ subject: referenceArbitrary, claim: exprArbitrary })
      .map((parts): ast.Item => ({ kind: 'prove', span, ...parts })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        title: textNodeArbitrary,
        on: optional(textNodeArbitrary),
        tried: fc.array(triedArbitrary, { maxLength: 2 }),
        expectations: fc.array(expectationArbitrary, { minLength: 1, maxLength: 3 }),
      })
      .map((parts): ast.Item => ({ kind: 'test', span, ...parts })),
  },
)

/**
 * A random file of any items. A policy without a name stands first if there is one: behind a
 * policy its clauses would be that policy's.
 */
export const fileArbitrary: fc.Arbitrary<ast.File> = fc
  .record({
    edition: optional(fc.constant<ast.Edition>({ kind: 'edition', span, number: 1 })),
    nameless: optional(namelessArbitrary),
    items: fc.array(itemArbitrary, { maxLength: 4 }),
  })
  .map(({ edition, nameless, items }) => ({
    kind: 'file',
    span,
    edition,
    items: nameless === undefined ? items : [nameless, ...items],
  }))
