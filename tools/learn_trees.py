"""Trees by gradient boosting on what a regression leaves over, as rows for src/reconcile/trees.h. Needs LightGBM."""
import numpy as np

TREES, RATE, LEAVES, LEAST = 100, 0.08, 8, 60


def fit(x, y, weight, base):
    """x: measures by pair; base: the regression's score. The booster adds to it."""
    import lightgbm
    return lightgbm.LGBMClassifier(n_estimators=TREES, learning_rate=RATE, num_leaves=LEAVES, min_child_samples=LEAST, subsample=.7, subsample_freq=1,
                                   colsample_bytree=.5, reg_lambda=5, max_bin=63, verbose=-1, n_jobs=2, random_state=1, deterministic=True, force_row_wise=True).fit(x, y, sample_weight=weight, init_score=base)


def added(model, x):
    return model.predict(x, raw_score=True)


def save(path, tool, model, names):
    with open(path, "w", encoding="utf-8") as f:
        f.write(f"# Learned by tools/{tool}; src/reconcile/trees.h says what the cells are.\n")
        f.writelines(row + "\n" for row in rows(model, names))


def rows(model, names):
    """Nodes of each tree, the root first, each before those below it."""
    for k, tree in enumerate(model.booster_.dump_model()["tree_info"]):
        nodes, todo = [], [tree["tree_structure"]]
        while todo:
            nodes.append(todo.pop(0))
            if "split_feature" in nodes[-1]:
                todo += [nodes[-1]["left_child"], nodes[-1]["right_child"]]
        at = {id(n): i for i, n in enumerate(nodes)}
        for i, n in enumerate(nodes):
            if "split_feature" in n:
                yield f"{k:03}.{i:03}\t{names[n['split_feature']]}\t{np.floor(n['threshold'] * 1e6):.0f}\t{at[id(n['left_child'])]}\t{at[id(n['right_child'])]}"
            else:
                yield f"{k:03}.{i:03}\t=\t{n['leaf_value'] * 1e6:.0f}"
