// Made by scripts/compile-checks.ts.
export const schemaHash = "HyGl5YtV63SRu_srp3jSBuS1MN_5nMca4N3ktD8c9QU";
"use strict";
export const validate = validate21;
export default validate21;
const schema6 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"Input of $expand","type":"object","properties":{"url":{"$ref":"#/definitions/text"},"valueSet":{"type":"object","required":["resourceType"],"properties":{"resourceType":{"const":"ValueSet"}}},"valueSetVersion":{"$ref":"#/definitions/text"},"context":{"$ref":"#/definitions/text"},"contextDirection":{"$ref":"#/definitions/text"},"manifest":{"$ref":"#/definitions/text"},"filter":{"$ref":"#/definitions/text"},"date":{"$ref":"#/definitions/text"},"offset":{"type":"integer","maximum":2147483647,"minimum":0},"count":{"type":"integer","maximum":2147483647,"minimum":0},"includeDesignations":{"type":"boolean"},"designation":{"type":"array","items":{"$ref":"#/definitions/text"}},"includeDefinition":{"type":"boolean"},"activeOnly":{"type":"boolean"},"excludeNested":{"type":"boolean"},"excludeNotForUI":{"type":"boolean"},"excludePostCoordinated":{"type":"boolean"},"displayLanguage":{"$ref":"#/definitions/text"},"property":{"type":"array","items":{"$ref":"#/definitions/text"}},"exclude-system":{"type":"array","items":{"$ref":"#/definitions/text"}},"tx-resource":{"type":"array","items":{"type":"object","required":["resourceType"],"properties":{"resourceType":{"type":"string"}}}},"cache-id":{"$ref":"#/definitions/text"},"useSupplement":{"type":"array","items":{"$ref":"#/definitions/text"}},"system-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"check-system-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"force-system-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"default-valueset-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"check-valueset-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"force-valueset-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"diagnostics":{"type":"boolean"}},"definitions":{"text":{"type":"string","minLength":1,"maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$"},"words":{"type":"string","maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$"},"Coding":{"type":"object","properties":{"system":{"$ref":"#/definitions/text"},"version":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"},"display":{"$ref":"#/definitions/words"},"userSelected":{"type":"boolean"}}},"CodeableConcept":{"type":"object","properties":{"coding":{"type":"array","items":{"$ref":"#/definitions/Coding"},"maxItems":1000},"text":{"$ref":"#/definitions/words"}}},"Quantity":{"type":"object","properties":{"value":{"type":"number"},"comparator":{"$ref":"#/definitions/text"},"unit":{"$ref":"#/definitions/text"},"system":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"}}}}};
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
if(data.manifest !== undefined){
const _errs8 = errors;
if(!(validate22(data.manifest, {instancePath:instancePath+"/manifest",parentData:data,parentDataProperty:"manifest",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.filter !== undefined){
const _errs9 = errors;
if(!(validate22(data.filter, {instancePath:instancePath+"/filter",parentData:data,parentDataProperty:"filter",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.date !== undefined){
const _errs10 = errors;
if(!(validate22(data.date, {instancePath:instancePath+"/date",parentData:data,parentDataProperty:"date",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.offset !== undefined){
let data9 = data.offset;
const _errs11 = errors;
if(!((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9)))){
validate21.errors = [{instancePath:instancePath+"/offset",schemaPath:"#/properties/offset/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs11){
if(typeof data9 == "number"){
if(data9 > 2147483647 || isNaN(data9)){
validate21.errors = [{instancePath:instancePath+"/offset",schemaPath:"#/properties/offset/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647"}];
return false;
}
else {
if(data9 < 0 || isNaN(data9)){
validate21.errors = [{instancePath:instancePath+"/offset",schemaPath:"#/properties/offset/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.count !== undefined){
let data10 = data.count;
const _errs13 = errors;
if(!((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10)))){
validate21.errors = [{instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs13){
if(typeof data10 == "number"){
if(data10 > 2147483647 || isNaN(data10)){
validate21.errors = [{instancePath:instancePath+"/count",schemaPath:"#/properties/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647"}];
return false;
}
else {
if(data10 < 0 || isNaN(data10)){
validate21.errors = [{instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.includeDesignations !== undefined){
const _errs15 = errors;
if(typeof data.includeDesignations !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/includeDesignations",schemaPath:"#/properties/includeDesignations/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.designation !== undefined){
let data12 = data.designation;
const _errs17 = errors;
if(errors === _errs17){
if(Array.isArray(data12)){
var valid2 = true;
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
const _errs19 = errors;
if(!(validate22(data12[i0], {instancePath:instancePath+"/designation/" + i0,parentData:data12,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid2 = _errs19 === errors;
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
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.includeDefinition !== undefined){
const _errs20 = errors;
if(typeof data.includeDefinition !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/includeDefinition",schemaPath:"#/properties/includeDefinition/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.activeOnly !== undefined){
const _errs22 = errors;
if(typeof data.activeOnly !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/activeOnly",schemaPath:"#/properties/activeOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.excludeNested !== undefined){
const _errs24 = errors;
if(typeof data.excludeNested !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/excludeNested",schemaPath:"#/properties/excludeNested/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.excludeNotForUI !== undefined){
const _errs26 = errors;
if(typeof data.excludeNotForUI !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/excludeNotForUI",schemaPath:"#/properties/excludeNotForUI/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs26 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.excludePostCoordinated !== undefined){
const _errs28 = errors;
if(typeof data.excludePostCoordinated !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/excludePostCoordinated",schemaPath:"#/properties/excludePostCoordinated/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs28 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.displayLanguage !== undefined){
const _errs30 = errors;
if(!(validate22(data.displayLanguage, {instancePath:instancePath+"/displayLanguage",parentData:data,parentDataProperty:"displayLanguage",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.property !== undefined){
let data20 = data.property;
const _errs31 = errors;
if(errors === _errs31){
if(Array.isArray(data20)){
var valid3 = true;
const len1 = data20.length;
for(let i1=0; i1<len1; i1++){
const _errs33 = errors;
if(!(validate22(data20[i1], {instancePath:instancePath+"/property/" + i1,parentData:data20,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid3 = _errs33 === errors;
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
var valid0 = _errs31 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["exclude-system"] !== undefined){
let data22 = data["exclude-system"];
const _errs34 = errors;
if(errors === _errs34){
if(Array.isArray(data22)){
var valid4 = true;
const len2 = data22.length;
for(let i2=0; i2<len2; i2++){
const _errs36 = errors;
if(!(validate22(data22[i2], {instancePath:instancePath+"/exclude-system/" + i2,parentData:data22,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid4 = _errs36 === errors;
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
var valid0 = _errs34 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["tx-resource"] !== undefined){
let data24 = data["tx-resource"];
const _errs37 = errors;
if(errors === _errs37){
if(Array.isArray(data24)){
var valid5 = true;
const len3 = data24.length;
for(let i3=0; i3<len3; i3++){
let data25 = data24[i3];
const _errs39 = errors;
if(errors === _errs39){
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
let missing1;
if((data25.resourceType === undefined) && (missing1 = "resourceType")){
validate21.errors = [{instancePath:instancePath+"/tx-resource/" + i3,schemaPath:"#/properties/tx-resource/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
if(data25.resourceType !== undefined){
if(typeof data25.resourceType !== "string"){
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
var valid5 = _errs39 === errors;
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
var valid0 = _errs37 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["cache-id"] !== undefined){
const _errs43 = errors;
if(!(validate22(data["cache-id"], {instancePath:instancePath+"/cache-id",parentData:data,parentDataProperty:"cache-id",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs43 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.useSupplement !== undefined){
let data28 = data.useSupplement;
const _errs44 = errors;
if(errors === _errs44){
if(Array.isArray(data28)){
var valid7 = true;
const len4 = data28.length;
for(let i4=0; i4<len4; i4++){
const _errs46 = errors;
if(!(validate22(data28[i4], {instancePath:instancePath+"/useSupplement/" + i4,parentData:data28,parentDataProperty:i4,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid7 = _errs46 === errors;
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
var valid0 = _errs44 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["system-version"] !== undefined){
let data30 = data["system-version"];
const _errs47 = errors;
if(errors === _errs47){
if(Array.isArray(data30)){
var valid8 = true;
const len5 = data30.length;
for(let i5=0; i5<len5; i5++){
const _errs49 = errors;
if(!(validate22(data30[i5], {instancePath:instancePath+"/system-version/" + i5,parentData:data30,parentDataProperty:i5,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid8 = _errs49 === errors;
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
var valid0 = _errs47 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["check-system-version"] !== undefined){
let data32 = data["check-system-version"];
const _errs50 = errors;
if(errors === _errs50){
if(Array.isArray(data32)){
var valid9 = true;
const len6 = data32.length;
for(let i6=0; i6<len6; i6++){
const _errs52 = errors;
if(!(validate22(data32[i6], {instancePath:instancePath+"/check-system-version/" + i6,parentData:data32,parentDataProperty:i6,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid9 = _errs52 === errors;
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
var valid0 = _errs50 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["force-system-version"] !== undefined){
let data34 = data["force-system-version"];
const _errs53 = errors;
if(errors === _errs53){
if(Array.isArray(data34)){
var valid10 = true;
const len7 = data34.length;
for(let i7=0; i7<len7; i7++){
const _errs55 = errors;
if(!(validate22(data34[i7], {instancePath:instancePath+"/force-system-version/" + i7,parentData:data34,parentDataProperty:i7,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid10 = _errs55 === errors;
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
var valid0 = _errs53 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["default-valueset-version"] !== undefined){
let data36 = data["default-valueset-version"];
const _errs56 = errors;
if(errors === _errs56){
if(Array.isArray(data36)){
var valid11 = true;
const len8 = data36.length;
for(let i8=0; i8<len8; i8++){
const _errs58 = errors;
if(!(validate22(data36[i8], {instancePath:instancePath+"/default-valueset-version/" + i8,parentData:data36,parentDataProperty:i8,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid11 = _errs58 === errors;
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
var valid0 = _errs56 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["check-valueset-version"] !== undefined){
let data38 = data["check-valueset-version"];
const _errs59 = errors;
if(errors === _errs59){
if(Array.isArray(data38)){
var valid12 = true;
const len9 = data38.length;
for(let i9=0; i9<len9; i9++){
const _errs61 = errors;
if(!(validate22(data38[i9], {instancePath:instancePath+"/check-valueset-version/" + i9,parentData:data38,parentDataProperty:i9,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid12 = _errs61 === errors;
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
var valid0 = _errs59 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["force-valueset-version"] !== undefined){
let data40 = data["force-valueset-version"];
const _errs62 = errors;
if(errors === _errs62){
if(Array.isArray(data40)){
var valid13 = true;
const len10 = data40.length;
for(let i10=0; i10<len10; i10++){
const _errs64 = errors;
if(!(validate22(data40[i10], {instancePath:instancePath+"/force-valueset-version/" + i10,parentData:data40,parentDataProperty:i10,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid13 = _errs64 === errors;
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
var valid0 = _errs62 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.diagnostics !== undefined){
const _errs65 = errors;
if(typeof data.diagnostics !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/diagnostics",schemaPath:"#/properties/diagnostics/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs65 === errors;
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
}
else {
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}

