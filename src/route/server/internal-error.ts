import type { RouterError } from '../router-error.ts'

/** What a client is told where the router itself is wrong. */
export const INTERNAL_ERROR: RouterError = {
  code: 'internal',
  message:
    'The router failed in a way it was not written for. Nothing more is known here; its log says more.',
}
