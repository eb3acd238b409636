import type { Severity } from '../base/diagnostic.ts'

export interface CodeRow {
  /** What the code says in general; the title of its page under `docs/diagnostics/`. */
  readonly title: string
  readonly severity: Severity
}

/**
 * What can be wrong with a file that parses. Append only: a code is never reused.
 *
 * UH1 names, UH2 types and units, UH3 filter logic, UH4 scoring, UH5 failure plans, UH7 style.
 */
// biome-ignore format: table
export const COMPILE_CODES = {
  UH1001: { title: 'a name is unknown', severity: 'error' },
  UH1002: { title: 'a policy is unknown', severity: 'error' },
  UH1003: { title: 'a name is given twice', severity: 'error' },
  UH1004: { title: 'a used file cannot be read', severity: 'error' },
  UH1005: { title: 'files use each other in a circle', severity: 'error' },
  UH1006: { title: 'a used file does not define a name', severity: 'error' },
  UH1007: { title: 'an import is never used', severity: 'warning' },
  UH1008: { title: 'definitions refer to each other in a circle', severity: 'error' },
  UH1009: { title: 'policies extend each other in a circle', severity: 'error' },
  UH1010: { title: 'a name already means something', severity: 'error' },
  UH1011: { title: 'a parameter is unknown', severity: 'error' },
  UH1012: { title: 'a function is unknown', severity: 'error' },
  UH1013: { title: 'a capability is unknown', severity: 'error' },
  UH1014: { title: 'a field is unknown', severity: 'error' },
  UH1015: { title: 'a step of a flow is unknown', severity: 'error' },
  UH1016: { title: 'a name is not in the catalog', severity: 'warning' },
  UH1017: { title: 'the target engine lacks something', severity: 'error' },
  UH1018: { title: 'a name means another kind of thing', severity: 'error' },
  UH1019: { title: 'the steps of a flow wait for each other', severity: 'error' },
  UH1020: { title: 'the answer of a step is never used', severity: 'error' },
  UH1021: { title: 'what a test tries is never used', severity: 'warning' },

  UH2001: { title: 'a condition is expected', severity: 'error' },
  UH2002: { title: 'another kind of value is expected', severity: 'error' },
  UH2003: { title: 'a constant has another unit than the field', severity: 'error' },
  UH2004: { title: 'a number needs its unit', severity: 'error' },
  UH2005: { title: 'a price needs its tokens', severity: 'error' },
  UH2006: { title: 'a constant lies outside the domain of the field', severity: 'error' },
  UH2007: { title: 'a value is not one of the choices', severity: 'error' },
  UH2008: { title: 'a constant is expected', severity: 'error' },
  UH2009: { title: 'a number is too large', severity: 'error' },
  UH2010: { title: 'a value does not fit its parameter', severity: 'error' },
  UH2011: { title: 'a value is outside the range of its parameter', severity: 'error' },
  UH2012: { title: 'a parameter has no value', severity: 'error' },
  UH2013: { title: 'a parameter is declared wrongly', severity: 'error' },
  UH2014: { title: 'a range is empty', severity: 'error' },
  UH2015: { title: 'a match does not name every value', severity: 'error' },
  UH2016: { title: 'a match names a value twice', severity: 'error' },
  UH2017: { title: 'a match is over something that is not a choice', severity: 'error' },
  UH2018: { title: 'the values of a match are of different kinds', severity: 'error' },
  UH2019: { title: 'a whole number is expected', severity: 'error' },
  UH2020: { title: 'constants of different units are combined', severity: 'error' },
  UH2021: { title: 'a function has the wrong number of arguments', severity: 'error' },
  UH2022: { title: 'a template names an input that the step does not have', severity: 'warning' },
  UH2023: { title: 'a test has too many cases', severity: 'error' },

  UH3001: { title: 'two fields are compared', severity: 'error' },
  UH3002: { title: 'a score is compared', severity: 'error' },
  UH3003: { title: 'a yes-or-no field is compared', severity: 'error' },
  UH3004: { title: 'a comparison has no meaning', severity: 'error' },
  UH3005: { title: 'a field is never unknown', severity: 'error' },
  UH3006: { title: 'a policy is too large', severity: 'error' },
  UH3007: { title: 'a policy drops the guards of the one it extends', severity: 'error' },
  UH3008: { title: 'a raw term is of another sort', severity: 'error' },

  UH4001: { title: 'two fields are multiplied', severity: 'error' },
  UH4002: { title: 'a policy ranks twice', severity: 'error' },
  UH4003: { title: 'a policy does not rank', severity: 'warning' },
  UH4004: { title: 'a score adds unlike figures', severity: 'warning' },
  UH4005: { title: 'a policy orders its candidates in two ways', severity: 'error' },
  UH4006: { title: 'a clause is given twice', severity: 'error' },
  UH4007: { title: 'a raw term stands beside clauses that it replaces', severity: 'error' },

  UH5001: { title: 'a reason of failure is unknown', severity: 'error' },
  UH5002: { title: 'a reason of failure is answered twice', severity: 'error' },

  UH7001: { title: '`and` and `or` are mixed without parentheses', severity: 'warning' },
  UH7002: { title: 'a measured figure is compared for equality', severity: 'warning' },
  UH7003: { title: 'an `else` never applies', severity: 'warning' },
  UH7004: { title: 'a request parameter is set twice', severity: 'warning' },
  UH7005: { title: 'the target engine cannot put healthy routes first', severity: 'warning' },
  UH7006: { title: 'a policy is left out for want of a value', severity: 'info' },
} as const satisfies Record<string, CodeRow>

export type CompileCode = keyof typeof COMPILE_CODES
