import { unreachable } from '../base/unreachable.ts'
import { type Bits, emptyBits, fullBits, hasBit, intersect, unite } from './bits.ts'
import { type Columns, type NameColumn, NO_CODE } from './columns.ts'
import { COMPARE, equalCodes } from './compare-kernels.ts'
import { type Demand, demandReason, demandsOf } from './demands.ts'
import { type Live, liveOf } from './live.ts'
import type { PredKernel } from './pred-kernels.ts'

/** `meets_req`: the rows that meet every demand of the request at hand. */
export function demandKernel(columns: Columns): PredKernel {
  const { size } = columns
  const everybody = fullBits(size)
  const mask = fullBits(size)
  const speed = liveOf(columns)
  const meets = demandMasks(columns, speed)
  let demands: readonly Demand[] = []
  return {
    mask,
    fixed: false,
    refresh: ({ request, state }) => {
      demands = demandsOf(request)
      mask.set(everybody)
      for (const demand of demands) {
        // Speed is measured: only a request that asks for it pays for laying it over the column.
        if (demand.kind === 'min_tok_s') speed.refresh(state)
        intersect(mask, meets(demand))
      }
    },
    reason: (row) => {
      const unmet = demands.find((demand) => !hasBit(meets(demand), row))
      return unmet === undefined ? '' : demandReason(unmet)
    },
  }
}

/** The rows that meet a demand. The bits are good until the next call. */
function demandMasks(columns: Columns, live: Live): (demand: Demand) => Bits {
  const mask = emptyBits(columns.size)
  const speed = live.number('tok_s')
  const atLeast = (values: Float64Array, bound: number): Bits => {
    COMPARE.ge(values, bound, mask)
    return mask
  }
  const named = ({ codes, codeOf }: NameColumn, name: string): Bits => {
    equalCodes(codes, codeOf.get(name) ?? NO_CODE, mask)
    return mask
  }
  return (demand) => {
    switch (demand.kind) {
      case 'capability':
        return columns.capability(demand.capability)
      case 'min_context':
        return atLeast(columns.number('context').values, demand.bound)
      case 'model_family':
        return named(columns.names('family'), demand.name)
      case 'tier':
        return named(columns.names('raw_tier'), demand.name)
      case 'tee_required':
        return columns.flag('has_tee')
      case 'no_log':
        mask.set(columns.flag('no_log'))
        unite(mask, columns.flag('has_tee'))
        return mask
      case 'min_quality':
        return atLeast(columns.qualityHint(), demand.bound)
      case 'min_tok_s':
        return atLeast(speed.values, demand.bound)
      default:
        return unreachable(demand)
    }
  }
}
