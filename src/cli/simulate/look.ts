import type { Style } from '../report/style.ts'

/** How the parts of a simulation are laid out. */
export interface Look {
  readonly style: Style
  readonly width: number
  /** Infinite in a pipe, where no name is cut. */
  readonly tableWidth: number
}
