/** The articles that the source page cites, as it prints them. */

export interface Reference {
  /** Its number among the 48 facts. */
  fact: number;
  pmid: string;
  authors: string;
  title: string;
  journal: string;
  date: string;
  /** Volume, issue and pages. */
  place: string;
  doi?: string;
  pmcid?: string;
  electronic?: string;
  erratum?: string;
  citation: string;
}

export const REFERENCES: Reference[] = [
  {
    fact: 39,
    pmid: "18553568",
    authors: "Adegbite NS, Xu M, Kaplan FS, Shore EM, Pignolo RJ",
    title:
      "Diagnostic and mutational spectrum of progressive osseous heteroplasia (POH) and other forms of GNAS-based heterotopic ossification",
    journal: "Am J Med Genet A",
    date: "2008-07-15",
    place: "146A(14):1788-96",
    doi: "10.1002/ajmg.a.32346",
    pmcid: "PMC2564798",
    citation:
      "Adegbite NS, Xu M, Kaplan FS, Shore EM, Pignolo RJ. Diagnostic and mutational spectrum of progressive osseous heteroplasia (POH) and other forms of GNAS-based heterotopic ossification. Am J Med Genet A. 2008 Jul 15;146A(14):1788-96. doi:10.1002/ajmg.a.32346.",
  },
  {
    fact: 40,
    pmid: "12370587",
    authors: "Aynaci O, Mujgan Aynaci F, Cobanoglu U, Alpay K",
    title: "Progressive osseous heteroplasia. A case report and review of the literature",
    journal: "J Pediatr Orthop B",
    date: "2002-10",
    place: "11(4):339-42",
    citation:
      "Aynaci O, Mujgan Aynaci F, Cobanoglu U, Alpay K. Progressive osseous heteroplasia. A case report and review of the literature. J Pediatr Orthop B. 2002 Oct;11(4):339-42.",
  },
  {
    fact: 41,
    pmid: "14723729",
    authors: "Chan I, Hamada T, Hardman C, McGrath JA, Child FJ",
    title: "Progressive osseous heteroplasia resulting from a new mutation in the GNAS1 gene",
    journal: "Clin Exp Dermatol",
    date: "2004-01",
    place: "29(1):77-80",
    doi: "10.1111/j.1365-2230.2004.01439.x",
    citation:
      "Chan I, Hamada T, Hardman C, McGrath JA, Child FJ. Progressive osseous heteroplasia resulting from a new mutation in the GNAS1 gene. Clin Exp Dermatol. 2004 Jan;29(1):77-80. doi: 10.1111/j.1365-2230.2004.01439.x.",
  },
  {
    fact: 42,
    pmid: "25674011",
    authors: "Pignolo RJ, Ramaswamy G, Fong JT, Shore EM, Kaplan FS",
    title: "Progressive osseous heteroplasia: diagnosis, treatment, and prognosis",
    journal: "Appl Clin Genet",
    date: "2015-01-30",
    place: "8:37-48",
    doi: "10.2147/TACG.S51064",
    pmcid: "PMC4321643",
    electronic: "eCollection 2015",
    citation:
      "Pignolo RJ, Ramaswamy G, Fong JT, Shore EM, Kaplan FS. Progressive osseous heteroplasia: diagnosis, treatment, and prognosis. Appl Clin Genet. 2015 Jan 30;8:37-48. doi: 10.2147/TACG.S51064. eCollection 2015.",
  },
  {
    fact: 43,
    pmid: "18252944",
    authors: "Plagge A, Kelsey G, Germain-Lee EL",
    title:
      "Physiological functions of the imprinted Gnas locus and its protein variants Galpha(s) and XLalpha(s) in human and mouse",
    journal: "J Endocrinol",
    date: "2008-02",
    place: "196(2):193-214",
    doi: "10.1677/JOE-07-0544",
    citation:
      "Plagge A, Kelsey G, Germain-Lee EL. Physiological functions of the imprinted Gnas locus and its protein variants Galpha(s) and XLalpha(s) in human and mouse. J Endocrinol. 2008 Feb;196(2):193-214. doi: 10.1677/JOE-07-0544.",
  },
  {
    fact: 44,
    pmid: "11784876",
    authors:
      "Shore EM, Ahn J, Jan de Beur S, Li M, Xu M, Gardner RJ, Zasloff MA, Whyte MP, Levine MA, Kaplan FS",
    title:
      "Paternally inherited inactivating mutations of the GNAS1 gene in progressive osseous heteroplasia",
    journal: "N Engl J Med",
    date: "2002-01-10",
    place: "346(2):99-106",
    doi: "10.1056/NEJMoa011262",
    erratum: "Erratum In: N Engl J Med 2002 May 23;346(21):1678.",
    citation:
      "Shore EM, Ahn J, Jan de Beur S, Li M, Xu M, Gardner RJ, Zasloff MA, Whyte MP, Levine MA, Kaplan FS. Paternally inherited inactivating mutations of the GNAS1 gene in progressive osseous heteroplasia. N Engl J Med. 2002 Jan 10;346(2):99-106. doi: 10.1056/NEJMoa011262. Erratum In: N Engl J Med 2002 May 23;346(21):1678.",
  },
  {
    fact: 45,
    pmid: "20703219",
    authors: "Shore EM, Kaplan FS",
    title: "Inherited human diseases of heterotopic bone formation",
    journal: "Nat Rev Rheumatol",
    date: "2010-09",
    place: "6(9):518-27",
    doi: "10.1038/nrrheum.2010.122",
    pmcid: "PMC3551620",
    electronic: "Epub 2010Aug 10",
    citation:
      "Shore EM, Kaplan FS. Inherited human diseases of heterotopic bone formation. Nat Rev Rheumatol. 2010 Sep;6(9):518-27. doi: 10.1038/nrrheum.2010.122. Epub 2010Aug 10.",
  },
  {
    fact: 46,
    pmid: "12119276",
    authors: "Weinstein LS, Chen M, Liu J",
    title: "Gs(alpha) mutations and imprinting defects in human disease",
    journal: "Ann N Y Acad Sci",
    date: "2002-06",
    place: "968:173-97",
    doi: "10.1111/j.1749-6632.2002.tb04335.x",
    citation:
      "Weinstein LS, Chen M, Liu J. Gs(alpha) mutations and imprinting defects in human disease. Ann N Y Acad Sci. 2002 Jun;968:173-97. doi:10.1111/j.1749-6632.2002.tb04335.x.",
  },
];
