import type { Clause, Route } from '../../syntax/ast.ts'
import { suggest } from '../suggest.ts'
import { expectCount } from './count.ts'
import { expectNumber } from './expect-number.ts'
import { expectScore } from './expect-score.ts'
import { expectField } from './field-condition.ts'
import { placeIn, report, type Scope } from './scope.ts'
import type { ChainRoute, Order, Ranking } from './typed-policy.ts'

type RankingClause = Extract<Clause, { kind: 'cheapest' | 'fastest' | 'best' | 'rank' | 'any' }>
type OrderClause = Extract<Clause, { kind: 'in-order' | 'sample' | 'catalog-order' }>

/** The clause that says which model is better. */
export function checkRanking(clause: RankingClause, scope: Scope): Ranking | undefined {
  const place = placeIn(scope, clause)
  switch (clause.kind) {
    case 'fastest':
    case 'any':
      return { kind: clause.kind, place }
    case 'rank': {
      const typed = expectScore(clause.score, scope)
      return typed && { kind: 'score', place, score: typed.score }
    }
    case 'best':
      return checkBest(clause, scope)
    default:
      return checkCheapest(clause, scope)
  }
}

function checkBest(clause: Clause & { kind: 'best' }, scope: Scope): Ranking | undefined {
  const place = placeIn(scope, clause)
  if (clause.by === undefined && !scope.context.vocabulary.info.has('quality')) {
    return report(scope, 'UH1014', {
      node: clause,
      message: '`best` means best by `quality`, a field that this catalog does not have',
      help: 'name the field: `best by …`',
    })
  }
  const field = expectField(
    clause.by ?? { kind: 'name', span: clause.span, text: 'quality' },
    scope,
  )
  return field && { kind: 'score', place, score: { kind: 'field', place, field } }
}

function checkCheapest(clause: Clause & { kind: 'cheapest' }, scope: Scope): Ranking | undefined {
  const place = placeIn(scope, clause)
  if (clause.tokens === undefined) return { kind: 'cheapest', place, tokens: undefined }
  const wanted = { by: '`cheapest for`', least: 0 } as const
  const input = expectCount(clause.tokens.input, wanted, scope)
  const output = expectCount(clause.tokens.output, wanted, scope)
  if (input === undefined || output === undefined) return undefined
  return { kind: 'cheapest', place, tokens: { input, output } }
}

/** The clause that says how the ranked models are put in order. */
export function checkOrder(clause: OrderClause, scope: Scope): Order | undefined {
  const place = placeIn(scope, clause)
  switch (clause.kind) {
    case 'catalog-order':
      return { kind: clause.kind, place }
    case 'sample': {
      const wanted = { unit: 'number', by: '`sample`' } as const
      const temperature = expectNumber(clause.temperature, wanted, scope)
      return temperature && { kind: 'sample', place, temperature }
    }
    default:
      return {
        kind: clause.kind,
        place,
        routes: clause.routes.map((route) => checkRoute(route, scope)),
      }
  }
}

/** Adds UH1016 for a provider or a model that the catalog does not have. */
function checkRoute(route: Route, scope: Scope): ChainRoute {
  const { providers, families } = scope.context.vocabulary
  for (const [word, kind, known] of [
    [route.provider, 'provider', providers],
    [route.model, 'family', families],
  ] as const) {
    if (known.length === 0 || known.includes(word.text)) continue
    const nearest = suggest(word.text, known, scope.context.diagnostics)
    report(scope, 'UH1016', {
      node: word,
      message: `the catalog has no ${kind} called \`${word.text}\``,
      help:
        nearest === undefined
          ? '`catalog show` lists what there is'
          : `did you mean \`${nearest}\`?`,
    })
  }
  return { provider: route.provider.text, model: route.model.text }
}
