import { cover } from '../../base/span.ts'
import type { Expectation, Expr, ProveItem, TestItem, Text } from '../../syntax/ast.ts'
import { checkApplied, checkOpen } from './check-reference.ts'
import { expectCount } from './count.ts'
import { expectCondition } from './expect-condition.ts'
import { infer } from './infer.ts'
import { placeIn, report, type Scope } from './scope.ts'
import { type Allowance, casesOf, newAllowance } from './test-cases.ts'
import type {
  TypedClaims,
  TypedExpectation,
  TypedProof,
  TypedReason,
  TypedTest,
} from './typed-claims.ts'

/**
 * The `prove` and `test` items of a file. Adds what their policies and conditions add, and UH2010
 * for a route that is not `provider/family`.
 */
export function checkClaims(scope: Scope): TypedClaims {
  const proofs: TypedProof[] = []
  const tests: TypedTest[] = []
  const allowance = newAllowance()
  for (const item of scope.module.file.items) {
    if (item.kind === 'prove') {
      const proof = checkProof(item, scope)
      if (proof !== undefined) proofs.push(proof)
    } else if (item.kind === 'test') tests.push(checkTest(item, scope, allowance))
  }
  return { proofs, tests }
}

function checkProof(item: ProveItem, scope: Scope): TypedProof | undefined {
  const subject = checkOpen(item.subject, scope)
  const claim = expectCondition(item.claim, scope)
  return subject && claim && { place: placeIn(scope, item), subject, claim }
}

function checkTest(item: TestItem, scope: Scope, allowance: Allowance): TypedTest {
  const cases = casesOf(item, scope, allowance).map(({ values, expectations }) => ({
    values,
    expectations: expectations
      .map((expectation) => checkExpectation(expectation, scope))
      .filter((expectation) => expectation !== undefined),
  }))
  const { title, on } = item
  return {
    place: placeIn(scope, item),
    title: title.text,
    on: on && { place: placeIn(scope, on), text: on.text },
    cases,
  }
}

function checkExpectation(expectation: Expectation, scope: Scope): TypedExpectation | undefined {
  const subject = checkApplied(expectation.subject, scope)
  const place = placeIn(scope, expectation)
  switch (expectation.kind) {
    case 'keeps': {
      const count = expectCount(expectation.atLeast, { by: '`keeps at least`', least: 0 }, scope)
      if (subject === undefined || count?.kind !== 'value') return undefined
      const expected = placeIn(scope, expectation.atLeast)
      return { kind: 'keeps', place, subject, expected, atLeast: Number(count.value.value) }
    }
    case 'orders': {
      const routes = expectation.routes.filter((route) => isRoute(route, scope))
      const [first] = routes
      if (subject === undefined || first === undefined) return undefined
      if (routes.length < expectation.routes.length) return undefined
      const expected = placeIn(scope, {
        span: cover(first.span, routes.at(-1)?.span ?? first.span),
      })
      const placed = routes.map((route) => ({ place: placeIn(scope, route), text: route.text }))
      return { kind: 'orders', place, subject, expected, routes: placed }
    }
    case 'picks': {
      const { route, negated } = expectation
      if (!isRoute(route, scope) || subject === undefined) return undefined
      const expected = placeIn(scope, route)
      return { kind: 'picks', place, subject, expected, route: route.text, negated }
    }
    default: {
      const { route, because } = expectation
      const reason = because && checkReason(because, scope)
      if (!isRoute(route, scope) || subject === undefined) return undefined
      if (because !== undefined && reason === undefined) return undefined
      const expected = placeIn(scope, route)
      return { kind: 'rejects', place, subject, expected, route: route.text, because: reason }
    }
  }
}

/** `because quality` means any comparison of the field, `because quality >= 0.8` that one. */
function checkReason(expr: Expr, scope: Scope): TypedReason | undefined {
  if (expr.kind === 'name') {
    const typed = infer(expr, scope)
    if (typed === undefined) return undefined
    if (typed.sort === 'score' && typed.score.kind === 'field') {
      return { kind: 'field', place: placeIn(scope, expr), field: typed.score.field.name }
    }
  }
  const condition = expectCondition(expr, scope)
  return condition && { kind: 'condition', condition }
}

function isRoute(route: Text, scope: Scope): boolean {
  const slash = route.text.indexOf('/')
  if (slash > 0 && slash < route.text.length - 1) return true
  report(scope, 'UH2010', {
    node: route,
    message: `\`${route.text}\` is not a route`,
    help: 'a route is a provider and a model, such as `"openai/gpt-5-nano"`',
  })
  return false
}
