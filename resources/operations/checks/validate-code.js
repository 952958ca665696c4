// Made by scripts/compile-checks.ts.
export const schemaHash = "MK9rNuLPpVWImRAZEy-y6epd0Bo6WAy7HUNxW8l-XXk";
"use strict";
export const validate = validate21;
export default validate21;
const schema6 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"Input of $validate-code","type":"object","properties":{"url":{"$ref":"#/definitions/text"},"context":{"$ref":"#/definitions/text"},"valueSet":{"type":"object","required":["resourceType"],"properties":{"resourceType":{"const":"ValueSet"}}},"valueSetVersion":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"},"system":{"$ref":"#/definitions/text"},"systemVersion":{"$ref":"#/definitions/text"},"display":{"$ref":"#/definitions/text"},"coding":{"$ref":"#/definitions/Coding"},"codeableConcept":{"$ref":"#/definitions/CodeableConcept"},"date":{"$ref":"#/definitions/text"},"abstract":{"type":"boolean"},"inferSystem":{"type":"boolean"},"activeOnly":{"type":"boolean"},"lenient-display-validation":{"type":"boolean"},"valueset-membership-only":{"type":"boolean"},"valueSetMode":{"$ref":"#/definitions/text"},"versionNeeded":{"type":"boolean"},"tx-resource":{"type":"array","items":{"type":"object","required":["resourceType"],"properties":{"resourceType":{"type":"string"}}}},"cache-id":{"$ref":"#/definitions/text"},"displayLanguage":{"$ref":"#/definitions/text"},"useSupplement":{"type":"array","items":{"$ref":"#/definitions/text"}},"system-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"check-system-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"force-system-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"default-valueset-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"check-valueset-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"force-valueset-version":{"type":"array","items":{"$ref":"#/definitions/text"}},"diagnostics":{"type":"boolean"}},"definitions":{"text":{"type":"string","minLength":1,"maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$"},"words":{"type":"string","maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$"},"Coding":{"type":"object","properties":{"system":{"$ref":"#/definitions/text"},"version":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"},"display":{"$ref":"#/definitions/words"},"userSelected":{"type":"boolean"}}},"CodeableConcept":{"type":"object","properties":{"coding":{"type":"array","items":{"$ref":"#/definitions/Coding"},"maxItems":1000},"text":{"$ref":"#/definitions/words"}}},"Quantity":{"type":"object","properties":{"value":{"type":"number"},"comparator":{"$ref":"#/definitions/text"},"unit":{"$ref":"#/definitions/text"},"system":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"}}}}};
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

const schema8 = {"type":"object","properties":{"system":{"$ref":"#/definitions/text"},"version":{"$ref":"#/definitions/text"},"code":{"$ref":"#/definitions/text"},"display":{"$ref":"#/definitions/words"},"userSelected":{"type":"boolean"}}};
const schema9 = {"type":"string","maxLength":8192,"pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$"};
const pattern1 = new RegExp("^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$", "u");

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(typeof data === "string"){
if(func2(data) > 8192){
validate34.errors = [{instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters"}];
return false;
}
else {
if(!pattern1.test(data)){
validate34.errors = [{instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$"},message:"must match pattern \""+"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$"+"\""}];
return false;
}
}
}
else {
validate34.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
validate34.errors = vErrors;
return errors === 0;
}


function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.system !== undefined){
const _errs1 = errors;
if(!(validate22(data.system, {instancePath:instancePath+"/system",parentData:data,parentDataProperty:"system",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.version !== undefined){
const _errs2 = errors;
if(!(validate22(data.version, {instancePath:instancePath+"/version",parentData:data,parentDataProperty:"version",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.code !== undefined){
const _errs3 = errors;
if(!(validate22(data.code, {instancePath:instancePath+"/code",parentData:data,parentDataProperty:"code",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.display !== undefined){
const _errs4 = errors;
if(!(validate34(data.display, {instancePath:instancePath+"/display",parentData:data,parentDataProperty:"display",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.userSelected !== undefined){
const _errs5 = errors;
if(typeof data.userSelected !== "boolean"){
validate30.errors = [{instancePath:instancePath+"/userSelected",schemaPath:"#/properties/userSelected/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate30.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate30.errors = vErrors;
return errors === 0;
}

const schema10 = {"type":"object","properties":{"coding":{"type":"array","items":{"$ref":"#/definitions/Coding"},"maxItems":1000},"text":{"$ref":"#/definitions/words"}}};

function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.coding !== undefined){
let data0 = data.coding;
const _errs1 = errors;
if(errors === _errs1){
if(Array.isArray(data0)){
if(data0.length > 1000){
validate37.errors = [{instancePath:instancePath+"/coding",schemaPath:"#/properties/coding/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"}];
return false;
}
else {
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
const _errs3 = errors;
if(!(validate30(data0[i0], {instancePath:instancePath+"/coding/" + i0,parentData:data0,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
var valid1 = _errs3 === errors;
if(!valid1){
break;
}
}
}
}
else {
validate37.errors = [{instancePath:instancePath+"/coding",schemaPath:"#/properties/coding/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.text !== undefined){
const _errs4 = errors;
if(!(validate34(data.text, {instancePath:instancePath+"/text",parentData:data,parentDataProperty:"text",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
}
}
else {
validate37.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate37.errors = vErrors;
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
if(data.context !== undefined){
const _errs2 = errors;
if(!(validate22(data.context, {instancePath:instancePath+"/context",parentData:data,parentDataProperty:"context",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.valueSet !== undefined){
let data2 = data.valueSet;
const _errs3 = errors;
if(errors === _errs3){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing0;
if((data2.resourceType === undefined) && (missing0 = "resourceType")){
validate21.errors = [{instancePath:instancePath+"/valueSet",schemaPath:"#/properties/valueSet/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
if(data2.resourceType !== undefined){
if("ValueSet" !== data2.resourceType){
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
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.valueSetVersion !== undefined){
const _errs6 = errors;
if(!(validate22(data.valueSetVersion, {instancePath:instancePath+"/valueSetVersion",parentData:data,parentDataProperty:"valueSetVersion",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.code !== undefined){
const _errs7 = errors;
if(!(validate22(data.code, {instancePath:instancePath+"/code",parentData:data,parentDataProperty:"code",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.system !== undefined){
const _errs8 = errors;
if(!(validate22(data.system, {instancePath:instancePath+"/system",parentData:data,parentDataProperty:"system",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.systemVersion !== undefined){
const _errs9 = errors;
if(!(validate22(data.systemVersion, {instancePath:instancePath+"/systemVersion",parentData:data,parentDataProperty:"systemVersion",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.display !== undefined){
const _errs10 = errors;
if(!(validate22(data.display, {instancePath:instancePath+"/display",parentData:data,parentDataProperty:"display",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.coding !== undefined){
const _errs11 = errors;
if(!(validate30(data.coding, {instancePath:instancePath+"/coding",parentData:data,parentDataProperty:"coding",rootData}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.codeableConcept !== undefined){
const _errs12 = errors;
if(!(validate37(data.codeableConcept, {instancePath:instancePath+"/codeableConcept",parentData:data,parentDataProperty:"codeableConcept",rootData}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.date !== undefined){
const _errs13 = errors;
if(!(validate22(data.date, {instancePath:instancePath+"/date",parentData:data,parentDataProperty:"date",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.abstract !== undefined){
const _errs14 = errors;
if(typeof data.abstract !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/abstract",schemaPath:"#/properties/abstract/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.inferSystem !== undefined){
const _errs16 = errors;
if(typeof data.inferSystem !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/inferSystem",schemaPath:"#/properties/inferSystem/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.activeOnly !== undefined){
const _errs18 = errors;
if(typeof data.activeOnly !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/activeOnly",schemaPath:"#/properties/activeOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs18 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["lenient-display-validation"] !== undefined){
const _errs20 = errors;
if(typeof data["lenient-display-validation"] !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/lenient-display-validation",schemaPath:"#/properties/lenient-display-validation/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["valueset-membership-only"] !== undefined){
const _errs22 = errors;
if(typeof data["valueset-membership-only"] !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/valueset-membership-only",schemaPath:"#/properties/valueset-membership-only/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.valueSetMode !== undefined){
const _errs24 = errors;
if(!(validate22(data.valueSetMode, {instancePath:instancePath+"/valueSetMode",parentData:data,parentDataProperty:"valueSetMode",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.versionNeeded !== undefined){
const _errs25 = errors;
if(typeof data.versionNeeded !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/versionNeeded",schemaPath:"#/properties/versionNeeded/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs25 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["tx-resource"] !== undefined){
let data19 = data["tx-resource"];
const _errs27 = errors;
if(errors === _errs27){
if(Array.isArray(data19)){
var valid2 = true;
const len0 = data19.length;
for(let i0=0; i0<len0; i0++){
let data20 = data19[i0];
const _errs29 = errors;
if(errors === _errs29){
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
let missing1;
if((data20.resourceType === undefined) && (missing1 = "resourceType")){
validate21.errors = [{instancePath:instancePath+"/tx-resource/" + i0,schemaPath:"#/properties/tx-resource/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
if(data20.resourceType !== undefined){
if(typeof data20.resourceType !== "string"){
validate21.errors = [{instancePath:instancePath+"/tx-resource/" + i0+"/resourceType",schemaPath:"#/properties/tx-resource/items/properties/resourceType/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/tx-resource/" + i0,schemaPath:"#/properties/tx-resource/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid2 = _errs29 === errors;
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
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["cache-id"] !== undefined){
const _errs33 = errors;
if(!(validate22(data["cache-id"], {instancePath:instancePath+"/cache-id",parentData:data,parentDataProperty:"cache-id",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs33 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.displayLanguage !== undefined){
const _errs34 = errors;
if(!(validate22(data.displayLanguage, {instancePath:instancePath+"/displayLanguage",parentData:data,parentDataProperty:"displayLanguage",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid0 = _errs34 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.useSupplement !== undefined){
let data24 = data.useSupplement;
const _errs35 = errors;
if(errors === _errs35){
if(Array.isArray(data24)){
var valid4 = true;
const len1 = data24.length;
for(let i1=0; i1<len1; i1++){
const _errs37 = errors;
if(!(validate22(data24[i1], {instancePath:instancePath+"/useSupplement/" + i1,parentData:data24,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid4 = _errs37 === errors;
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
var valid0 = _errs35 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["system-version"] !== undefined){
let data26 = data["system-version"];
const _errs38 = errors;
if(errors === _errs38){
if(Array.isArray(data26)){
var valid5 = true;
const len2 = data26.length;
for(let i2=0; i2<len2; i2++){
const _errs40 = errors;
if(!(validate22(data26[i2], {instancePath:instancePath+"/system-version/" + i2,parentData:data26,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid5 = _errs40 === errors;
if(!valid5){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/system-version",schemaPath:"#/properties/system-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs38 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["check-system-version"] !== undefined){
let data28 = data["check-system-version"];
const _errs41 = errors;
if(errors === _errs41){
if(Array.isArray(data28)){
var valid6 = true;
const len3 = data28.length;
for(let i3=0; i3<len3; i3++){
const _errs43 = errors;
if(!(validate22(data28[i3], {instancePath:instancePath+"/check-system-version/" + i3,parentData:data28,parentDataProperty:i3,rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
var valid6 = _errs43 === errors;
if(!valid6){
break;
}
}
}
else {
validate21.errors = [{instancePath:instancePath+"/check-system-version",schemaPath:"#/properties/check-system-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs41 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["force-system-version"] !== undefined){
let data30 = data["force-system-version"];
const _errs44 = errors;
if(errors === _errs44){
if(Array.isArray(data30)){
var valid7 = true;
const len4 = data30.length;
for(let i4=0; i4<len4; i4++){
const _errs46 = errors;
if(!(validate22(data30[i4], {instancePath:instancePath+"/force-system-version/" + i4,parentData:data30,parentDataProperty:i4,rootData}))){
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
validate21.errors = [{instancePath:instancePath+"/force-system-version",schemaPath:"#/properties/force-system-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs44 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["default-valueset-version"] !== undefined){
let data32 = data["default-valueset-version"];
const _errs47 = errors;
if(errors === _errs47){
if(Array.isArray(data32)){
var valid8 = true;
const len5 = data32.length;
for(let i5=0; i5<len5; i5++){
const _errs49 = errors;
if(!(validate22(data32[i5], {instancePath:instancePath+"/default-valueset-version/" + i5,parentData:data32,parentDataProperty:i5,rootData}))){
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
validate21.errors = [{instancePath:instancePath+"/default-valueset-version",schemaPath:"#/properties/default-valueset-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs47 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["check-valueset-version"] !== undefined){
let data34 = data["check-valueset-version"];
const _errs50 = errors;
if(errors === _errs50){
if(Array.isArray(data34)){
var valid9 = true;
const len6 = data34.length;
for(let i6=0; i6<len6; i6++){
const _errs52 = errors;
if(!(validate22(data34[i6], {instancePath:instancePath+"/check-valueset-version/" + i6,parentData:data34,parentDataProperty:i6,rootData}))){
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
validate21.errors = [{instancePath:instancePath+"/check-valueset-version",schemaPath:"#/properties/check-valueset-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs50 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data["force-valueset-version"] !== undefined){
let data36 = data["force-valueset-version"];
const _errs53 = errors;
if(errors === _errs53){
if(Array.isArray(data36)){
var valid10 = true;
const len7 = data36.length;
for(let i7=0; i7<len7; i7++){
const _errs55 = errors;
if(!(validate22(data36[i7], {instancePath:instancePath+"/force-valueset-version/" + i7,parentData:data36,parentDataProperty:i7,rootData}))){
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
validate21.errors = [{instancePath:instancePath+"/force-valueset-version",schemaPath:"#/properties/force-valueset-version/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs53 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.diagnostics !== undefined){
const _errs56 = errors;
if(typeof data.diagnostics !== "boolean"){
validate21.errors = [{instancePath:instancePath+"/diagnostics",schemaPath:"#/properties/diagnostics/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs56 === errors;
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

