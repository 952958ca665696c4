// Made by scripts/compile-checks.ts.
export const schemaHash = "KVtZiSdV96L4swPs9LQYXx78FhYZiRkITCH9ONABYC0";
"use strict";
export const validate = validate21;
export default validate21;
const schema6 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"Input of $versions","type":"object","properties":{},"definitions":{"text":{"type":"string","minLength":1,"maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$"},"words":{"type":"string","maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$"},"Coding":{"type":"object","properties":{"system":{"$ref":"#/definitions/text"},"version":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"},"display":{"$ref":"#/definitions/words"},"userSelected":{"type":"boolean"}}},"CodeableConcept":{"type":"object","properties":{"coding":{"type":"array","items":{"$ref":"#/definitions/Coding"},"maxItems":1000},"text":{"$ref":"#/definitions/words"}}},"Quantity":{"type":"object","properties":{"value":{"type":"number"},"comparator":{"$ref":"#/definitions/text"},"unit":{"$ref":"#/definitions/text"},"system":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"}}}}};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(!(data && typeof data == "object" && !Array.isArray(data))){
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}

