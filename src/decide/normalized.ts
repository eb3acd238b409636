import { normalize } from '../ir/normalize.ts'
import type { Term } from '../ir/term.ts'

/** The normal form of a term, made once per term: everything here evaluates that form only. */
export function normalized(term: Term): Term {
  const known = forms.get(term)
  if (known !== undefined) return known
  const form = normalize(term)
  forms.set(term, form)
  // The normal form is its own: whoever passes it on pays nothing.
  forms.set(form, form)
  return form
}

const forms = new WeakMap<Term, Term>()
