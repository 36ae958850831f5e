/* The closed label sets of the English model, in the order of spaCy's own label lists.
 * ROW(suffix, name): the enumerator is the prefix and the suffix, the name is as spaCy prints it. */
#ifndef SY_ANNOTATE_LABELS_H
#define SY_ANNOTATE_LABELS_H

#define SY_TAGS(ROW) \
    ROW(DOLLAR, "$") \
    ROW(CLOSE_QUOTE, "''") \
    ROW(COMMA, ",") \
    ROW(LRB, "-LRB-") \
    ROW(RRB, "-RRB-") \
    ROW(PERIOD, ".") \
    ROW(COLON, ":") \
    ROW(ADD, "ADD") \
    ROW(AFX, "AFX") \
    ROW(CC, "CC") \
    ROW(CD, "CD") \
    ROW(DT, "DT") \
    ROW(EX, "EX") \
    ROW(FW, "FW") \
    ROW(HYPH, "HYPH") \
    ROW(IN, "IN") \
    ROW(JJ, "JJ") \
    ROW(JJR, "JJR") \
    ROW(JJS, "JJS") \
    ROW(LS, "LS") \
    ROW(MD, "MD") \
    ROW(NFP, "NFP") \
    ROW(NN, "NN") \
    ROW(NNP, "NNP") \
    ROW(NNPS, "NNPS") \
    ROW(NNS, "NNS") \
    ROW(PDT, "PDT") \
    ROW(POS, "POS") \
    ROW(PRP, "PRP") \
    ROW(PRPS, "PRP$") \
    ROW(RB, "RB") \
    ROW(RBR, "RBR") \
    ROW(RBS, "RBS") \
    ROW(RP, "RP") \
    ROW(SYM, "SYM") \
    ROW(TO, "TO") \
    ROW(UH, "UH") \
    ROW(VB, "VB") \
    ROW(VBD, "VBD") \
    ROW(VBG, "VBG") \
    ROW(VBN, "VBN") \
    ROW(VBP, "VBP") \
    ROW(VBZ, "VBZ") \
    ROW(WDT, "WDT") \
    ROW(WP, "WP") \
    ROW(WPS, "WP$") \
    ROW(WRB, "WRB") \
    ROW(XX, "XX") \
    ROW(SP, "_SP") \
    ROW(OPEN_QUOTE, "``")

#define SY_POSES(ROW) \
    ROW(ADJ, "ADJ") \
    ROW(ADP, "ADP") \
    ROW(ADV, "ADV") \
    ROW(AUX, "AUX") \
    ROW(CCONJ, "CCONJ") \
    ROW(DET, "DET") \
    ROW(INTJ, "INTJ") \
    ROW(NOUN, "NOUN") \
    ROW(NUM, "NUM") \
    ROW(PART, "PART") \
    ROW(PRON, "PRON") \
    ROW(PROPN, "PROPN") \
    ROW(PUNCT, "PUNCT") \
    ROW(SCONJ, "SCONJ") \
    ROW(SPACE, "SPACE") \
    ROW(SYM, "SYM") \
    ROW(VERB, "VERB") \
    ROW(X, "X")

#define SY_DEPS(ROW) \
    ROW(ROOT, "ROOT") \
    ROW(ACL, "acl") \
    ROW(ACOMP, "acomp") \
    ROW(ADVCL, "advcl") \
    ROW(ADVMOD, "advmod") \
    ROW(AGENT, "agent") \
    ROW(AMOD, "amod") \
    ROW(APPOS, "appos") \
    ROW(ATTR, "attr") \
    ROW(AUX, "aux") \
    ROW(AUXPASS, "auxpass") \
    ROW(CASE, "case") \
    ROW(CC, "cc") \
    ROW(CCOMP, "ccomp") \
    ROW(COMPOUND, "compound") \
    ROW(CONJ, "conj") \
    ROW(CSUBJ, "csubj") \
    ROW(CSUBJPASS, "csubjpass") \
    ROW(DATIVE, "dative") \
    ROW(DEP, "dep") \
    ROW(DET, "det") \
    ROW(DOBJ, "dobj") \
    ROW(EXPL, "expl") \
    ROW(INTJ, "intj") \
    ROW(MARK, "mark") \
    ROW(META, "meta") \
    ROW(NEG, "neg") \
    ROW(NMOD, "nmod") \
    ROW(NPADVMOD, "npadvmod") \
    ROW(NSUBJ, "nsubj") \
    ROW(NSUBJPASS, "nsubjpass") \
    ROW(NUMMOD, "nummod") \
    ROW(OPRD, "oprd") \
    ROW(PARATAXIS, "parataxis") \
    ROW(PCOMP, "pcomp") \
    ROW(POBJ, "pobj") \
    ROW(POSS, "poss") \
    ROW(PRECONJ, "preconj") \
    ROW(PREDET, "predet") \
    ROW(PREP, "prep") \
    ROW(PRT, "prt") \
    ROW(PUNCT, "punct") \
    ROW(QUANTMOD, "quantmod") \
    ROW(RELCL, "relcl") \
    ROW(XCOMP, "xcomp")

#define SY_ENTS(ROW) \
    ROW(CARDINAL, "CARDINAL") \
    ROW(DATE, "DATE") \
    ROW(EVENT, "EVENT") \
    ROW(FAC, "FAC") \
    ROW(GPE, "GPE") \
    ROW(LANGUAGE, "LANGUAGE") \
    ROW(LAW, "LAW") \
    ROW(LOC, "LOC") \
    ROW(MONEY, "MONEY") \
    ROW(NORP, "NORP") \
    ROW(ORDINAL, "ORDINAL") \
    ROW(ORG, "ORG") \
    ROW(PERCENT, "PERCENT") \
    ROW(PERSON, "PERSON") \
    ROW(PRODUCT, "PRODUCT") \
    ROW(QUANTITY, "QUANTITY") \
    ROW(TIME, "TIME") \
    ROW(WORK_OF_ART, "WORK_OF_ART")

#define SY__ENUM_TAG(suffix, name) SY_TAG_##suffix,
#define SY__ENUM_POS(suffix, name) SY_POS_##suffix,
#define SY__ENUM_DEP(suffix, name) SY_DEP_##suffix,
#define SY__ENUM_ENT(suffix, name) SY_ENT_##suffix,
typedef enum sy_tag { SY_TAGS(SY__ENUM_TAG) SY_TAG_N } sy_tag;
typedef enum sy_pos { SY_POSES(SY__ENUM_POS) SY_POS_N } sy_pos;
typedef enum sy_dep { SY_DEPS(SY__ENUM_DEP) SY_DEP_N } sy_dep;
typedef enum sy_ent { SY_ENT_NONE, SY_ENTS(SY__ENUM_ENT) SY_ENT_N } sy_ent;

#endif
