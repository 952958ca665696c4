/** The part of ucum-lhc that we use; the package has no types of its own. */
declare module "@lhncbc/ucum-lhc" {
  interface ValidatedUnit {
    status: "valid" | "invalid" | "error";
    /** The code as it was understood: another one than was given where that was only near to a code. */
    ucumCode: string | null;
    unit?: { code: string | number; name: string | number };
    msg: string[];
  }
  interface BaseUnits {
    status: "succeeded" | "failed" | "invalid" | "error";
    unitToExp?: Readonly<Record<string, number>>;
  }
  interface KnownUnit {
    isBase_: boolean;
    isMetric_: boolean;
  }
  /** Filled by the first `UcumLhcUtils.getInstance()`. */
  export class UnitTables {
    static getInstance(): UnitTables;
    getUnitByCode(code: string): KnownUnit | null | undefined;
  }
  export class UcumLhcUtils {
    static getInstance(): UcumLhcUtils;
    validateUnitString(code: string, suggest: boolean): ValidatedUnit;
    convertToBaseUnits(code: string, value: number): BaseUnits;
  }
}
