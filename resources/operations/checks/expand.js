// Made by scripts/compile-checks.ts.
export const schemaHash = "rBPoLeOJW_WCEYnlNNW8A-aYy_EJBS6Q217ezi3CKNU";
"use strict";
export const validate = validate21;
export default validate21;
const schema6 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"Input of $expand","type":"object","properties":{"url":{"$ref":"#/definitions/text"},"valueSet":{"type":"object","required":["resourceType"],"properties":{"resourceType":{"const":"ValueSet"}}},"valueSetVersion":{"$ref":"#/definitions/text"},"context":{"$ref":"#/definitions/text"},"contextDirection":{"$ref":"#/definitions/text"},"filter":{"$ref":"#/definitions/text"},"date":{"$ref":"#/definitions/text"},"offset":{"type":"integer","maximum":2147483647,"minimum":0},"count":{"type":"integer","maximum":2147483647,"minimum":0},"includeDesignations":{"type":"boolean"},"designation":{"type":"array","items":{"$ref":"#/definitions/text"}},"includeDefinition":{"type":"boolean"},"activeOnly":{"type":"boolean"},"excludeNested":{"type":"boolean"},"excludeNotForUI":{"type":"boolean"},"excludePostCoordinated":{"type":"boolean"},"displayLanguage":{"$ref":"#/definitions/text"},"property":{"type":"array","items":{"$ref":"#/definitions/text"}},"exclude-system":{"type":"array","items":{"$ref":"#/definitions/text"}},"tx-resource":{"type":"array","items":{"type":"object","required":["resourceType"],"properties":{"resourceType":{"type":"string"}}}},"cache-id":{"$ref":"#/definitions/text"},"useSupplement":{"type":"array","items":{"$ref":"#/definitions/text"}},"system-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"check-system-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"force-system-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"default-valueset-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"check-valueset-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"force-valueset-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"diagnostics":{"type":"boolean"}},"definitions":{"text":{"type":"string","minLength":1,"maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$"},"words":{"type":"string","maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$"},"Coding":{"type":"object","properties":{"system":{"$ref":"#/definitions/text"},"version":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"},"display":{"$ref":"#/definitions/words"},"userSelected":{"type":"boolean"}}},"CodeableConcept":{"type":"object","properties":{"coding":{"type":"array","items":{"$ref":"#/definitions/Coding"},"maxItems":1000},"text":{"$ref":"#/definitions/words"}}},"Quantity":{"type":"object","properties":{"value":{"type":"number"},"comparator":{"$ref":"#/definitions/text"},"unit":{"$ref":"#/definitions/text"},"system":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"}}}}};
const schema7 = {"type":"string","minLength":1,"maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$"};
const func2 = (text) => text.length;
const pattern0 = new RegExp("^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$", "u");

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(typeof data === "string"){
if(func2(data) > 8192){
validate22.errors = [{instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters"}];
return false;
}
else {
if(func2(data) < 1){
validate22.errors = [{instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern0.test(data)){
validate22.errors = [{instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$"},message:"must match pattern \""+"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$"+"\""}];
return false;
}
}
}
}
else {
validate22.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
validate22.errors = vErrors;
return errors === 0;
}


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.url !== undefined){
const _errs1 = errors;
if(!(validate22(data.url, {instancePath:instancePath+"/url",parentData:data,parentDataProperty:"url",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.valueSet !== undefined){
let data1 = data.valueSet;
const _errs2 = errors;
if(errors === _errs2){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing0;
if((data1.resourceType === undefined) && (missing0 = "resourceType")){
validate21.errors = [{instancePath:instancePath+"/valueSet",schemaPath:"#/properties/valueSet/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data1.resourceType !== undefined){
if("ValueSet" !== data1.resourceType){
validate21.errors = [{instancePath:instancePath+"/valueSet/resourceType",schemaPath:"#/properties/valueSet/properties/resourceType/const",keyword:"const",params:{allowedValue: "ValueSet"},message:"must be equal to constant"}];
return false;
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/valueSet",schemaPath:"#/properties/valueSet/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.valueSetVersion !== undefined){
const _errs5 = errors;
if(!(validate22(data.valueSetVersion, {instancePath:instancePath+"/valueSetVersion",parentData:data,parentDataProperty:"valueSetVersion",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.context !== undefined){
const _errs6 = errors;
if(!(validate22(data.context, {instancePath:instancePath+"/context",parentData:data,parentDataProperty:"context",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.contextDirection !== undefined){
const _errs7 = errors;
if(!(validate22(data.contextDirection, {instancePath:instancePath+"/contextDirection",parentData:data,parentDataProperty:"contextDirection",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.filter !== undefined){
const _errs8 = errors;
if(!(validate22(data.filter, {instancePath:instancePath+"/filter",parentData:data,parentDataProperty:"filter",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.date !== undefined){
const _errs9 = errors;
if(!(validate22(data.date, {instancePath:instancePath+"/date",parentData:data,parentDataProperty:"date",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.offset !== undefined){
let data8 = data.offset;
const _errs10 = errors;
if(!((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8)))){
validate21.errors = [{instancePath:instancePath+"/offset",schemaPath:"#/properties/offset/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs10){
if(typeof data8 == "number"){
if(data8 > 2147483647 || isNaN(data8)){
validate21.errors = [{instancePath:instancePath+"/offset",schemaPath:"#/properties/offset/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647"}];
return false;
}
else {
if(data8 < 0 || isNaN(data8)){
validate21.errors = [{instancePath:instancePath+"/offset",schemaPath:"#/properties/offset/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.count !== undefined){
let data9 = data.count;
const _errs12 = errors;
if(!((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9)))){
validate21.errors = [{instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs12){
if(typeof data9 == "number"){
if(data9 > 2147483647 || isNaN(data9)){
validate21.errors = [{instancePath:instancePath+"/count",schemaPath:"#/properties/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647"}];
return false;
}
else {
if(data9 < 0 || isNaN(data9)){
validate21.errors = [{instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.includeDesignations !== undefined){
const _errs14 = errors;
if(typeof data.includeDesignations !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/includeDesignations",schemaPath:"#/properties/includeDesignations/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.designation !== undefined){
let data11 = data.designation;
const _errs16 = errors;
if(errors === _errs16){
if(Array.isArray(data11)){
var valid2 = true;
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
const _errs18 = errors;
if(!(validate22(data11[i0], {instancePath:instancePath+"/designation/" + i0,parentData:data11,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid2 = _errs18 === errors;
if(!valid2){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/designation",schemaPath:"#/properties/designation/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.includeDefinition !== undefined){
const _errs19 = errors;
if(typeof data.includeDefinition !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/includeDefinition",schemaPath:"#/properties/includeDefinition/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.activeOnly !== undefined){
const _errs21 = errors;
if(typeof data.activeOnly !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/activeOnly",schemaPath:"#/properties/activeOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.excludeNested !== undefined){
const _errs23 = errors;
if(typeof data.excludeNested !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/excludeNested",schemaPath:"#/properties/excludeNested/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs23 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.excludeNotForUI !== undefined){
const _errs25 = errors;
if(typeof data.excludeNotForUI !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/excludeNotForUI",schemaPath:"#/properties/excludeNotForUI/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs25 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.excludePostCoordinated !== undefined){
const _errs27 = errors;
if(typeof data.excludePostCoordinated !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/excludePostCoordinated",schemaPath:"#/properties/excludePostCoordinated/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.displayLanguage !== undefined){
const _errs29 = errors;
if(!(validate22(data.displayLanguage, {instancePath:instancePath+"/displayLanguage",parentData:data,parentDataProperty:"displayLanguage",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs29 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.property !== undefined){
let data19 = data.property;
const _errs30 = errors;
if(errors === _errs30){
if(Array.isArray(data19)){
var valid3 = true;
const len1 = data19.length;
for(let i1=0; i1<len1; i1++){
const _errs32 = errors;
if(!(validate22(data19[i1], {instancePath:instancePath+"/property/" + i1,parentData:data19,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid3 = _errs32 === errors;
if(!valid3){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/property",schemaPath:"#/properties/property/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["exclude-system"] !== undefined){
let data21 = data["exclude-system"];
const _errs33 = errors;
if(errors === _errs33){
if(Array.isArray(data21)){
var valid4 = true;
const len2 = data21.length;
for(let i2=0; i2<len2; i2++){
const _errs35 = errors;
if(!(validate22(data21[i2], {instancePath:instancePath+"/exclude-system/" + i2,parentData:data21,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid4 = _errs35 === errors;
if(!valid4){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/exclude-system",schemaPath:"#/properties/exclude-system/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs33 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["tx-resource"] !== undefined){
let data23 = data["tx-resource"];
const _errs36 = errors;
if(errors === _errs36){
if(Array.isArray(data23)){
var valid5 = true;
const len3 = data23.length;
for(let i3=0; i3<len3; i3++){
let data24 = data23[i3];
const _errs38 = errors;
if(errors === _errs38){
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
let missing1;
if((data24.resourceType === undefined) && (missing1 = "resourceType")){
validate21.errors = [{instancePath:instancePath+"/tx-resource/" + i3,schemaPath:"#/properties/tx-resource/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
if(data24.resourceType !== undefined){
if(typeof data24.resourceType !== "string"){
validate21.errors = [{instancePath:instancePath+"/tx-resource/" + i3+"/resourceType",schemaPath:"#/properties/tx-resource/items/properties/resourceType/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/tx-resource/" + i3,schemaPath:"#/properties/tx-resource/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid5 = _errs38 === errors;
if(!valid5){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/tx-resource",schemaPath:"#/properties/tx-resource/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs36 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["cache-id"] !== undefined){
const _errs42 = errors;
if(!(validate22(data["cache-id"], {instancePath:instancePath+"/cache-id",parentData:data,parentDataProperty:"cache-id",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs42 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.useSupplement !== undefined){
let data27 = data.useSupplement;
const _errs43 = errors;
if(errors === _errs43){
if(Array.isArray(data27)){
var valid7 = true;
const len4 = data27.length;
for(let i4=0; i4<len4; i4++){
const _errs45 = errors;
if(!(validate22(data27[i4], {instancePath:instancePath+"/useSupplement/" + i4,parentData:data27,parentDataProperty:i4,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid7 = _errs45 === errors;
if(!valid7){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/useSupplement",schemaPath:"#/properties/useSupplement/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs43 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["system-version"] !== undefined){
let data29 = data["system-version"];
const _errs46 = errors;
if(errors === _errs46){
if(Array.isArray(data29)){
var valid8 = true;
const len5 = data29.length;
for(let i5=0; i5<len5; i5++){
const _errs48 = errors;
if(!(validate22(data29[i5], {instancePath:instancePath+"/system-version/" + i5,parentData:data29,parentDataProperty:i5,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid8 = _errs48 === errors;
if(!valid8){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/system-version",schemaPath:"#/properties/system-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs46 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["check-system-version"] !== undefined){
let data31 = data["check-system-version"];
const _errs49 = errors;
if(errors === _errs49){
if(Array.isArray(data31)){
var valid9 = true;
const len6 = data31.length;
for(let i6=0; i6<len6; i6++){
const _errs51 = errors;
if(!(validate22(data31[i6], {instancePath:instancePath+"/check-system-version/" + i6,parentData:data31,parentDataProperty:i6,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid9 = _errs51 === errors;
if(!valid9){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/check-system-version",schemaPath:"#/properties/check-system-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs49 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["force-system-version"] !== undefined){
let data33 = data["force-system-version"];
const _errs52 = errors;
if(errors === _errs52){
if(Array.isArray(data33)){
var valid10 = true;
const len7 = data33.length;
for(let i7=0; i7<len7; i7++){
const _errs54 = errors;
if(!(validate22(data33[i7], {instancePath:instancePath+"/force-system-version/" + i7,parentData:data33,parentDataProperty:i7,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid10 = _errs54 === errors;
if(!valid10){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/force-system-version",schemaPath:"#/properties/force-system-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs52 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["default-valueset-version"] !== undefined){
let data35 = data["default-valueset-version"];
const _errs55 = errors;
if(errors === _errs55){
if(Array.isArray(data35)){
var valid11 = true;
const len8 = data35.length;
for(let i8=0; i8<len8; i8++){
const _errs57 = errors;
if(!(validate22(data35[i8], {instancePath:instancePath+"/default-valueset-version/" + i8,parentData:data35,parentDataProperty:i8,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid11 = _errs57 === errors;
if(!valid11){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/default-valueset-version",schemaPath:"#/properties/default-valueset-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs55 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["check-valueset-version"] !== undefined){
let data37 = data["check-valueset-version"];
const _errs58 = errors;
if(errors === _errs58){
if(Array.isArray(data37)){
var valid12 = true;
const len9 = data37.length;
for(let i9=0; i9<len9; i9++){
const _errs60 = errors;
if(!(validate22(data37[i9], {instancePath:instancePath+"/check-valueset-version/" + i9,parentData:data37,parentDataProperty:i9,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid12 = _errs60 === errors;
if(!valid12){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/check-valueset-version",schemaPath:"#/properties/check-valueset-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs58 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["force-valueset-version"] !== undefined){
let data39 = data["force-valueset-version"];
const _errs61 = errors;
if(errors === _errs61){
if(Array.isArray(data39)){
var valid13 = true;
const len10 = data39.length;
for(let i10=0; i10<len10; i10++){
const _errs63 = errors;
if(!(validate22(data39[i10], {instancePath:instancePath+"/force-valueset-version/" + i10,parentData:data39,parentDataProperty:i10,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid13 = _errs63 === errors;
if(!valid13){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/force-valueset-version",schemaPath:"#/properties/force-valueset-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs61 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.diagnostics !== undefined){
const _errs64 = errors;
if(typeof data.diagnostics !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/diagnostics",schemaPath:"#/properties/diagnostics/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs64 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}

