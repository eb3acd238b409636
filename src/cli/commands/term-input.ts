import type { Diagnostic } from '../../base/diagnostic.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import {
  admit,
  admitFlow,
  type Flow,
  type FlowWarning,
  type Refusal,
  type Sort,
  type Term,
  type Vocabulary,
} from '../../ir/index.ts'
import { placeInJson } from '../json/json-place.ts'

/** A term or a flow, admitted. */
export type TermOrFlow =
  | { readonly sort: Sort; readonly term: Term }
  | { readonly sort: 'Flow'; readonly flow: Flow }

/** Admits a term, or what begins with `"flow"` as a flow. */
export function admitEither(value: unknown, vocabulary: Vocabulary): Result<TermOrFlow, Refusal> {
  if (!Array.isArray(value) || value[0] !== 'flow') return admit(value, vocabulary)
  const admitted = admitFlow(value, vocabulary)
  return admitted.ok ? ok({ sort: 'Flow', flow: admitted.value }) : err(admitted.error)
}

/** What is told of a term that is no reason to refuse it. */
export type TermWarning = Pick<FlowWarning, 'code' | 'path' | 'message'>

export function warningDiagnostic(warning: TermWarning, source: Source): Diagnostic {
  return { ...refusalDiagnostic(warning, source), severity: 'warning' }
}

/** A refusal as a diagnostic that points into the text of the term. */
export function refusalDiagnostic({ code, path, message }: Refusal, source: Source): Diagnostic {
  return {
    code,
    severity: 'error',
    message,
    source: source.name,
    span: placeInJson(source.text, path),
    label: path,
  }
}
