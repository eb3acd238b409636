import type { Cause, Difference, Divergence, Played, PlayedFlow } from '../../trace/index.ts'
import { firstPlaces, type Place } from './reading.ts'
import type { TallyKind } from './tally.ts'

/** Which receipts say what is decided from them; a flow counts as one. */
export interface Reproduction {
  readonly reproduced: number
  readonly diverged: number
  /** Those of another host's log that does not hold all that they were decided from. */
  readonly unsettled: number
  /** The first ones, in the order of the files. */
  readonly divergences: readonly DivergenceLine[]
}

/** A receipt that says something else than what follows from it. */
export interface DivergenceLine extends Place {
  readonly id: string
  readonly at: string
  readonly policy: string | undefined
  /** The name of the flow, where it is one that has a name. */
  readonly flow: string | undefined
  readonly cause: Cause
  /** One sentence, lower case, no period. */
  readonly message: string
  readonly difference: Difference | undefined
}

export interface ReproductionAsked {
  /** How many divergences are kept. */
  readonly most: number
  /** Whether a line is written for each receipt. */
  readonly lines: 'each' | 'none'
}

export const reproductionTally: TallyKind<ReproductionAsked, Reproduction> = {
  looksAt: 'played',
  open({ most, lines }) {
    let reproduced = 0
    let diverged = 0
    let unsettled = 0
    const divergences: DivergenceLine[] = []
    const count = (played: Played | PlayedFlow, own: Own): string => {
      if (played.kind === 'reproduced') reproduced += 1
      else if (played.kind === 'unsettled') unsettled += 1
      else {
        diverged += 1
        if (divergences.length < most) divergences.push(divergenceLine(own, played.divergence))
      }
      return lines === 'each' ? `${JSON.stringify(lineOf(played, own))}\n` : ''
    }
    return {
      add: ({ receipt, file, line, play }) => {
        const { id, at, policy } = receipt
        return count(play(), { file, line, id, at, policy: policy.name, flow: undefined })
      },
      addFlow: ({ flow, file, line, play }) => {
        const { id, at } = flow
        return count(play(), { file, line, id, at, policy: undefined, flow: flow.flow.name })
      },
      result: () => ({ reproduced, diverged, unsettled, divergences }),
    }
  },
  merge: (a, b, { most }) => ({
    reproduced: a.reproduced + b.reproduced,
    diverged: a.diverged + b.diverged,
    unsettled: a.unsettled + b.unsettled,
    divergences: firstPlaces([...a.divergences, ...b.divergences], most),
  }),
}

/** What is told of a request beside what differs. */
type Own = Omit<DivergenceLine, 'cause' | 'message' | 'difference'>

function divergenceLine(own: Own, { cause, message, difference }: Divergence): DivergenceLine {
  return { ...own, cause, message, difference: difference && shortened(difference) }
}

/** A line for programs. */
function lineOf(played: Played | PlayedFlow, { id, at }: Own): object {
  if (played.kind === 'reproduced') return { id, at, verdict: 'reproduced' }
  const { cause, message, difference } = played.divergence
  return {
    ...{ id, at, verdict: played.kind, cause, message },
    ...(difference !== undefined && { difference: shortened(difference) }),
  }
}

/** What is recorded may be of any size; the beginning of it tells enough. */
function shortened({ path, recorded, computed }: Difference): Difference {
  return { path, recorded: shortValue(recorded), computed: shortValue(computed) }
}

function shortValue(value: unknown): unknown {
  const text = JSON.stringify(value)
  return text === undefined || text.length <= MOST_CHARACTERS
    ? value
    : `${text.slice(0, MOST_CHARACTERS)}…`
}

const MOST_CHARACTERS = 500
