/* The closed label sets of the English model, in the order of spaCy's own label lists.
 * X(suffix, name): the enumerator is the prefix and the suffix, the name is as spaCy prints it. */
#ifndef SY_ANNOTATE_LABELS_H
#define SY_ANNOTATE_LABELS_H

#define SY_TAGS(X) \
    X(DOLLAR, "$") \
    X(CLOSE_QUOTE, "''") \
    X(COMMA, ",") \
    X(LRB, "-LRB-") \
    X(RRB, "-RRB-") \
    X(PERIOD, ".") \
    X(COLON, ":") \
    X(ADD, "ADD") \
    X(AFX, "AFX") \
    X(CC, "CC") \
    X(CD, "CD") \
    X(DT, "DT") \
    X(EX, "EX") \
    X(FW, "FW") \
    X(HYPH, "HYPH") \
    X(IN, "IN") \
    X(JJ, "JJ") \
    X(JJR, "JJR") \
    X(JJS, "JJS") \
    X(LS, "LS") \
    X(MD, "MD") \
    X(NFP, "NFP") \
    X(NN, "NN") \
    X(NNP, "NNP") \
    X(NNPS, "NNPS") \
    X(NNS, "NNS") \
    X(PDT, "PDT") \
    X(POS, "POS") \
    X(PRP, "PRP") \
    X(PRPS, "PRP$") \
    X(RB, "RB") \
    X(RBR, "RBR") \
    X(RBS, "RBS") \
    X(RP, "RP") \
    X(SYM, "SYM") \
    X(TO, "TO") \
    X(UH, "UH") \
    X(VB, "VB") \
    X(VBD, "VBD") \
    X(VBG, "VBG") \
    X(VBN, "VBN") \
    X(VBP, "VBP") \
    X(VBZ, "VBZ") \
    X(WDT, "WDT") \
    X(WP, "WP") \
    X(WPS, "WP$") \
    X(WRB, "WRB") \
    X(XX, "XX") \
    X(SP, "_SP") \
    X(OPEN_QUOTE, "``")

#define SY_POSES(X) \
    X(ADJ, "ADJ") \
    X(ADP, "ADP") \
    X(ADV, "ADV") \
    X(AUX, "AUX") \
    X(CCONJ, "CCONJ") \
    X(DET, "DET") \
    X(INTJ, "INTJ") \
    X(NOUN, "NOUN") \
    X(NUM, "NUM") \
    X(PART, "PART") \
    X(PRON, "PRON") \
    X(PROPN, "PROPN") \
    X(PUNCT, "PUNCT") \
    X(SCONJ, "SCONJ") \
    X(SPACE, "SPACE") \
    X(SYM, "SYM") \
    X(VERB, "VERB") \
    X(X, "X")

#define SY_DEPS(X) \
    X(ROOT, "ROOT") \
    X(ACL, "acl") \
    X(ACOMP, "acomp") \
    X(ADVCL, "advcl") \
    X(ADVMOD, "advmod") \
    X(AGENT, "agent") \
    X(AMOD, "amod") \
    X(APPOS, "appos") \
    X(ATTR, "attr") \
    X(AUX, "aux") \
    X(AUXPASS, "auxpass") \
    X(CASE, "case") \
    X(CC, "cc") \
    X(CCOMP, "ccomp") \
    X(COMPOUND, "compound") \
    X(CONJ, "conj") \
    X(CSUBJ, "csubj") \
    X(CSUBJPASS, "csubjpass") \
    X(DATIVE, "dative") \
    X(DEP, "dep") \
    X(DET, "det") \
    X(DOBJ, "dobj") \
    X(EXPL, "expl") \
    X(INTJ, "intj") \
    X(MARK, "mark") \
    X(META, "meta") \
    X(NEG, "neg") \
    X(NMOD, "nmod") \
    X(NPADVMOD, "npadvmod") \
    X(NSUBJ, "nsubj") \
    X(NSUBJPASS, "nsubjpass") \
    X(NUMMOD, "nummod") \
    X(OPRD, "oprd") \
    X(PARATAXIS, "parataxis") \
    X(PCOMP, "pcomp") \
    X(POBJ, "pobj") \
    X(POSS, "poss") \
    X(PRECONJ, "preconj") \
    X(PREDET, "predet") \
    X(PREP, "prep") \
    X(PRT, "prt") \
    X(PUNCT, "punct") \
    X(QUANTMOD, "quantmod") \
    X(RELCL, "relcl") \
    X(XCOMP, "xcomp")

#define SY_ENTS(X) \
    X(CARDINAL, "CARDINAL") \
    X(DATE, "DATE") \
    X(EVENT, "EVENT") \
    X(FAC, "FAC") \
    X(GPE, "GPE") \
    X(LANGUAGE, "LANGUAGE") \
    X(LAW, "LAW") \
    X(LOC, "LOC") \
    X(MONEY, "MONEY") \
    X(NORP, "NORP") \
    X(ORDINAL, "ORDINAL") \
    X(ORG, "ORG") \
    X(PERCENT, "PERCENT") \
    X(PERSON, "PERSON") \
    X(PRODUCT, "PRODUCT") \
    X(QUANTITY, "QUANTITY") \
    X(TIME, "TIME") \
    X(WORK_OF_ART, "WORK_OF_ART")

#define SY__ENUM_TAG(suffix, name) SY_TAG_##suffix,
#define SY__ENUM_POS(suffix, name) SY_POS_##suffix,
#define SY__ENUM_DEP(suffix, name) SY_DEP_##suffix,
#define SY__ENUM_ENT(suffix, name) SY_ENT_##suffix,
typedef enum sy_tag { SY_TAGS(SY__ENUM_TAG) SY_TAG_N } sy_tag;
typedef enum sy_pos { SY_POSES(SY__ENUM_POS) SY_POS_N } sy_pos;
typedef enum sy_dep { SY_DEPS(SY__ENUM_DEP) SY_DEP_N } sy_dep;
typedef enum sy_ent { SY_ENT_NONE, SY_ENTS(SY__ENUM_ENT) SY_ENT_N } sy_ent;

#endif
