import type { FailureCode } from '../failure.ts'

interface ErrorText {
  readonly code: FailureCode
  /** Where the words are believed. Elsewhere the status is clearer than they are. */
  readonly statuses: readonly number[]
  /** On lower case. Nothing in it repeats within a repetition, so that it takes linear time. */
  readonly pattern: RegExp
}

/**
 * What messages say where no code does, in the order in which they are asked.
 *
 * A 429 is never an empty account by its words alone: Gemini sends the very sentence with which
 * OpenAI explains `insufficient_quota` for a limit that is over in a minute.
 */
export const ERROR_TEXTS: readonly ErrorText[] = [
  {
    code: 'request_over_rate',
    statuses: [413, 429],
    pattern: /request too large for/,
  },
  {
    code: 'quota_exhausted',
    statuses: [400, 403, 429],
    pattern:
      /credit balance is too low|insufficient balance|used all available credits|run out of credits|doesn't have any credits|monthly spending limit|specified api usage limits|requires more credits|usage credits are required|extra usage is required/,
  },
  {
    code: 'region_unsupported',
    statuses: [400, 403],
    pattern: /user location is not supported|region, or territory not supported/,
  },
  {
    code: 'content_filtered',
    statuses: [400, 403, 422],
    pattern:
      /content management policy|content filtering policy|violating our (?:usage|content) polic|content exists risk|input was flagged|rejected as a result of our safety system|inappropriate content/,
  },
  {
    code: 'context_exceeded',
    statuses: [400, 413, 422],
    pattern:
      /maximum context length|context window|available context size|context length exceeded|exceed(?:s|ed)? (?:the )?(?:context (?:length|limit)|model's context)|maximum prompt length|maximum model length|prompt is too long|prompt too long|input is too long|input token count|too many tokens|inputs` tokens \+ `max_new_tokens|reduce the length of the (?:messages|input|prompt)|max_tokens must be at least 1, got -|payload too large|entity too large/,
  },
  {
    code: 'model_missing',
    statuses: [400, 403],
    pattern:
      /model not exist|model not found|not a valid model id|unable to access non-serverless model|no endpoints found|model [`'"]?[\w./:@-]{1,150}[`'"]? (?:was not found|not found|does not exist|is not available|has been decommissioned)/,
  },
  {
    code: 'key_rejected',
    statuses: [400],
    pattern: /api key not valid|invalid api key|incorrect api key/,
  },
]
