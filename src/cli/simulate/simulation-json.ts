import { type Candidate, type CatalogVocabulary, digest } from '../../catalog/index.ts'
import { seenText, wantedText } from '../../claims/part-text.ts'
import { clauseText } from '../../compile/clause-text.ts'
import type { AtomReading, Relaxation } from '../../decide/index.ts'
import type { CatalogInForce } from '../catalog-in-force.ts'
import type { OnePolicy } from '../policy/one-policy.ts'
import { QUALITY } from '../report/price-quality.ts'
import { type Origin, type OriginOf, originsOf } from './origin.ts'
import { relaxationTexts } from './relaxation-text.ts'
import { nearestRejections, type Simulation } from './simulation.ts'
import { type RequestTokens, requestCost } from './tokens.ts'

/** A simulation as programs read it. */
export function simulationJson(simulation: Simulation) {
  const { scenario, tokens } = simulation
  return {
    schema_version: 1,
    policy: policyJson(scenario.policy),
    catalog: catalogJson(scenario.inForce),
    tokens: { input: tokens.input, output: tokens.output },
    ...decisionJson(simulation),
  }
}

export function policyJson({ name, fingerprint, params }: OnePolicy) {
  return { name, fingerprint, params }
}

export function catalogJson({ name, catalog }: CatalogInForce) {
  return { name, digest: digest(catalog), as_of: catalog.as_of }
}

/** Who is selected, who is not, and why. */
export function decisionJson(simulation: Simulation) {
  const { scenario, decision, leftOut, misses, tokens } = simulation
  const { policy, vocabulary } = scenario
  const originOf = originsOf(policy)
  return {
    ranked: decision.ranked.map(({ position, candidate, score, tied }) => ({
      position,
      ...routeJson(candidate, tokens),
      score,
      tied,
    })),
    left_out: leftOut.map((candidate) => routeJson(candidate, tokens)),
    rejected: decision.rejected.map(({ candidate, reason }) => ({ id: candidate.cid, reason })),
    clauses: misses.map(({ path, clause, failed, failedAlone, nearest }) => ({
      path,
      clause: clauseText(clause, vocabulary),
      ...placeJson(originOf(path)),
      keeps_out: failed,
      alone: failedAlone,
      nearest: {
        id: nearest.candidate.cid,
        other_clauses: nearest.otherClauses,
        ...(nearest.part && partJson(nearest.part, vocabulary)),
      },
    })),
    ...(decision.ranked.length === 0 && {
      nearest: nearestRejections(simulation).map(({ candidate, outcome }) => ({
        id: candidate.cid,
        relaxation: outcome.relaxation && relaxationJson(outcome.relaxation, vocabulary, originOf),
      })),
    }),
  }
}

function routeJson(candidate: Candidate, tokens: RequestTokens) {
  const { cid, price_in, price_out, [QUALITY]: quality } = candidate
  return { id: cid, price_in, price_out, quality, cost_usd: requestCost(candidate, tokens) }
}

/** A part of a filter with what was seen there; null is unknown. */
export function partJson(part: AtomReading, vocabulary: CatalogVocabulary) {
  return {
    wanted: wantedText(part, vocabulary),
    subject: part.subject,
    observed: part.observed ?? null,
    threshold: part.bound,
    distance: part.miss?.distance,
    seen: seenText(part, vocabulary),
  }
}

export function relaxationJson(
  relaxation: Relaxation,
  vocabulary: CatalogVocabulary,
  originOf: OriginOf,
) {
  const texts = relaxationTexts(relaxation, vocabulary, originOf)
  return relaxation.changes.map(({ kind, path }, i) => ({
    kind,
    path,
    change: texts[i],
    ...placeJson(originOf(path)),
  }))
}

export function placeJson(origin: Origin | undefined) {
  if (origin === undefined) return {}
  return { source: origin.source, start: origin.span.start, end: origin.span.end }
}
