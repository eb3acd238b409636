import { err, ok, type Result } from '../../base/result.ts'
import { isJsonRecord, type JsonRecord, member } from '../../catalog/json-data.ts'
import { describeValue } from '../../ir/describe-value.ts'
import {
  type Admitted,
  admit,
  CALLER_LIMITS,
  type Refusal,
  type Vocabulary,
} from '../../ir/index.ts'
import { paramOf, toldPlace } from '../admission/term-place.ts'
import type { RouterError } from '../router-error.ts'

/** The body of a request, which has to be a JSON object. */
export function givenRecord(body: unknown): Result<JsonRecord, RouterError> {
  if (isJsonRecord(body)) return ok(body)
  const message = `the body is to be a JSON object, but ${describeValue(body)} was found`
  return err({ code: 'malformed_body', message })
}

/** The term in `policy_ir`, admitted as one that came from a caller. */
export function givenTerm(body: JsonRecord, vocabulary: Vocabulary): Result<Admitted, RouterError> {
  const given = member(body, POLICY_IR)
  if (given === undefined) {
    const message = `the body has no \`${POLICY_IR}\`: send the term of a policy`
    return err({ code: 'missing_policy', message, param: POLICY_IR })
  }
  const admitted = admit(given, vocabulary, CALLER_LIMITS)
  return admitted.ok ? admitted : err(refusedTerm(admitted.error))
}

/** A term of another sort than was asked for, or one that is not admitted. */
export function inadmissible(what: string, param: string = POLICY_IR): RouterError {
  // The words before the colon are those of the other host.
  return { code: 'invalid_policy', message: `policy_ir rejected at admission: ${what}`, param }
}

const POLICY_IR = 'policy_ir'

function refusedTerm({ path, message, code }: Refusal): RouterError {
  const param = paramOf(path)
  return inadmissible(`${toldPlace(param)}: ${message} (${code})`, param)
}
