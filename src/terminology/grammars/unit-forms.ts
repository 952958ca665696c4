/** How records write units, and how UCUM does: to ask "did you mean", never to go on with. */

/** By the unit as it is written in records; its case does not count. */
const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "mcg mcgs": "ug",
    mcl: "uL",
    "mgs mgm": "mg",
    "gm gms gr gram grams": "g",
    "kgs kilo kilos": "kg",
    "cc ccm": "mL",
    "ltr liter liters litre litres": "L",
    "sec secs second seconds": "s",
    "mins minute minutes": "min",
    "hr hrs hour hours": "h",
    "day days": "d",
    "week weeks wks": "wk",
    "month months mos mth": "mo",
    "yr yrs year years": "a",
    "cel celsius degc °c": "Cel",
    "degf °f fahrenheit": "[degF]",
    mmhg: "mm[Hg]",
    cmh2o: "cm[H2O]",
    inhg: "[in_i'Hg]",
    "lb lbs pound pounds": "[lb_av]",
    "oz ounce ounces": "[oz_av]",
    "ft foot feet": "[ft_i]",
    "in inch inches": "[in_i]",
    iu: "[IU]",
    miu: "m[IU]",
    uiu: "u[IU]",
    "meq meqs": "meq",
    mosm: "mosm",
    ppm: "[ppm]",
    ppb: "[ppb]",
    sqm: "m2",
    "mcmol umoles": "umol",
    mmoles: "mmol",
    bpm: "/min",
  }).flatMap(([written, unit]) => written.split(" ").map((one) => [one, unit] as const)),
);

/** What is counted is no unit: UCUM leaves it to an annotation. */
const COUNTED =
  /^(?:tablet|tab|capsule|cap|caplet|puff|drop|dose|spray|patch|ampou?le|vial|sachet|cell|beat|breath|cop(?:y|ie)|event|point|score|count|unit dose)e?s?$/i;

/**
 * The code with each part as UCUM writes it: `mcg/hr` as `ug/h`, `kg/m^2` as `kg/m2`, `µg` as `ug`, `tablets` as
 * `{tablets}`, and the surface to which a clearance is normalised as an annotation. It need not be a unit.
 */
export function asUcumWrites(code: string): string {
  const plain = code
    .normalize("NFKC")
    .replace(/\u03bc/g, "u")
    .replace(/\u00b7/g, ".")
    .replace(/\b1\.73\s*m\^?2/gi, "{1.73_m2}")
    .replace(/(\b10)\^(?=\d)/g, "$1*")
    .replace(/([a-z\]])\^(?=[+-]?\d)/gi, "$1");
  return plain
    .split(/([./()]|(?<!\s)\s+per\s+)/)
    .map((part) => (part.trim() === "per" ? "/" : partAsUcumWrites(part.trim())))
    .join("");
}

function partAsUcumWrites(part: string): string {
  const [, unit = part, exponent = ""] = /^(.*?[a-z\]])([+-]?\d+)$/i.exec(part) ?? [];
  const known = UNITS.get(unit.replace(/\s+/g, "").toLowerCase());
  if (known !== undefined) return known + exponent;
  return COUNTED.test(part) ? `{${part}}` : part;
}
