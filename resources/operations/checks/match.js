// Made by scripts/compile-checks.ts.
export const schemaHash = "qnqw2mGTm0wx7cQX3OjNo5eDm9K6sREAofLGO0A_xco";
"use strict";
export const validate = validate21;
export default validate21;
const schema6 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"Input of $match","type":"object","properties":{"text":{"$ref":"#/definitions/text"},"system":{"type":"array","items":{"$ref":"#/definitions/text"}},"count":{"type":"integer","maximum":2147483647,"minimum":1},"activeOnly":{"type":"boolean"},"tx-resource":{"type":"array","items":{"type":"object","required":["resourceType"],"properties":{"resourceType":{"type":"string"}}}},"cache-id":{"$ref":"#/definitions/text"},"displayLanguage":{"$ref":"#/definitions/text"},"useSupplement":{"type":"array","items":{"$ref":"#/definitions/text"}},"diagnostics":{"type":"boolean"}},"required":["text"],"definitions":{"text":{"type":"string","minLength":1,"maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$"},"words":{"type":"string","maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$"},"Coding":{"type":"object","properties":{"system":{"$ref":"#/definitions/text"},"version":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"},"display":{"$ref":"#/definitions/words"},"userSelected":{"type":"boolean"}}},"CodeableConcept":{"type":"object","properties":{"coding":{"type":"array","items":{"$ref":"#/definitions/Coding"},"maxItems":1000},"text":{"$ref":"#/definitions/words"}}},"Quantity":{"type":"object","properties":{"value":{"type":"number"},"comparator":{"$ref":"#/definitions/text"},"unit":{"$ref":"#/definitions/text"},"system":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"}}}}};
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
let missing0;
if((data.text === undefined) && (missing0 = "text")){
validate21.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data.text !== undefined){
const _errs1 = errors;
if(!(validate22(data.text, {instancePath:instancePath+"/text",parentData:data,parentDataProperty:"text",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.system !== undefined){
let data1 = data.system;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data1)){
var valid1 = true;
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
const _errs4 = errors;
if(!(validate22(data1[i0], {instancePath:instancePath+"/system/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/system",schemaPath:"#/properties/system/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.count !== undefined){
let data3 = data.count;
const _errs5 = errors;
if(!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))){
validate21.errors = [{instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs5){
if(typeof data3 == "number"){
if(data3 > 2147483647 || isNaN(data3)){
validate21.errors = [{instancePath:instancePath+"/count",schemaPath:"#/properties/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647"}];
return false;
}
else {
if(data3 < 1 || isNaN(data3)){
validate21.errors = [{instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.activeOnly !== undefined){
const _errs7 = errors;
if(typeof data.activeOnly !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/activeOnly",schemaPath:"#/properties/activeOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["tx-resource"] !== undefined){
let data5 = data["tx-resource"];
const _errs9 = errors;
if(errors === _errs9){
if(Array.isArray(data5)){
var valid2 = true;
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
const _errs11 = errors;
if(errors === _errs11){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing1;
if((data6.resourceType === undefined) && (missing1 = "resourceType")){
validate21.errors = [{instancePath:instancePath+"/tx-resource/" + i1,schemaPath:"#/properties/tx-resource/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
if(data6.resourceType !== undefined){
if(typeof data6.resourceType !== "string"){
validate21.errors = [{instancePath:instancePath+"/tx-resource/" + i1+"/resourceType",schemaPath:"#/properties/tx-resource/items/properties/resourceType/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/tx-resource/" + i1,schemaPath:"#/properties/tx-resource/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid2 = _errs11 === errors;
if(!valid2){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/tx-resource",schemaPath:"#/properties/tx-resource/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["cache-id"] !== undefined){
const _errs15 = errors;
if(!(validate22(data["cache-id"], {instancePath:instancePath+"/cache-id",parentData:data,parentDataProperty:"cache-id",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.displayLanguage !== undefined){
const _errs16 = errors;
if(!(validate22(data.displayLanguage, {instancePath:instancePath+"/displayLanguage",parentData:data,parentDataProperty:"displayLanguage",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.useSupplement !== undefined){
let data10 = data.useSupplement;
const _errs17 = errors;
if(errors === _errs17){
if(Array.isArray(data10)){
var valid4 = true;
const len2 = data10.length;
for(let i2=0; i2<len2; i2++){
const _errs19 = errors;
if(!(validate22(data10[i2], {instancePath:instancePath+"/useSupplement/" + i2,parentData:data10,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid4 = _errs19 === errors;
if(!valid4){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/useSupplement",schemaPath:"#/properties/useSupplement/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.diagnostics !== undefined){
const _errs20 = errors;
if(typeof data.diagnostics !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/diagnostics",schemaPath:"#/properties/diagnostics/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs20 === errors;
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
else {
validate21.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}

