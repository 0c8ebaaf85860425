"""The page of the explorer: marimo's cells, each a line or two; what they call is in `views`."""

import marimo

app = marimo.App(width="medium", app_title="rankdyn: rank dynamics", css_file="style.css")


@app.cell
def _():
    import marimo as mo

    from rankdyn.explorer.desk import Desk
    from rankdyn.explorer.link import Link
    from rankdyn.explorer.views import answers, atlas, cascade, function, heading, motion, permutations, plots, sequence

    desk, link = Desk(), Link(mo.query_params())
    return answers, atlas, cascade, desk, function, heading, link, motion, permutations, plots, sequence


@app.cell
def _(heading, link):
    tab = heading.tabs(link)
    heading.shown(tab)
    return (tab,)


@app.cell
def _(link, tab):
    link.write(tab=tab.value)
    return


# ---- Sequence -------------------------------------------------------------------------------------------------------


@app.cell
def _(link, sequence):
    ranks, ranks_options = sequence.editor(link), sequence.options(link)
    ranks_layout = sequence.layout(ranks_options, ranks)
    ranks_exports, ranks_moving = sequence.exports(), sequence.moving()
    return ranks, ranks_exports, ranks_layout, ranks_moving, ranks_options


@app.cell
def _(ranks_layout, tab):
    ranks_layout if tab.value == "Sequence" else None
    return


@app.cell
def _(answers, desk, link, ranks, ranks_options, sequence, tab):
    ranks_job = sequence.ask(desk, link, ranks.value["text"], ranks_options.value) if tab.value == "Sequence" else None
    ranks_waiting = answers.waiting(ranks_job)
    return ranks_job, ranks_waiting


@app.cell
def _(desk, ranks, ranks_exports, ranks_job, ranks_waiting, sequence):
    ranks_found = sequence.found(ranks_job, ranks_waiting) if ranks_job else None
    sequence.verdict(desk, ranks_job, ranks_waiting, ranks_found, ranks, ranks_exports) if ranks_job else None
    return (ranks_found,)


@app.cell
def _(answers, desk, ranks_found, ranks_options, sequence):
    ranks_motion = sequence.move(desk, ranks_found, ranks_options.value["kind"])
    ranks_motion_waiting = answers.waiting(ranks_motion, answers.BRIEF)
    return ranks_motion, ranks_motion_waiting


@app.cell
def _(motion, ranks_motion, ranks_motion_waiting, ranks_moving):
    motion.shown(ranks_motion, ranks_motion_waiting, ranks_moving) if ranks_motion else None
    return


# ---- Function -------------------------------------------------------------------------------------------------------


@app.cell
def _(function, link):
    given, look, where = function.controls(link), function.looks(link), function.along(link)
    return given, look, where


@app.cell
def _(function, given, tab):
    function.laid_out(given) if tab.value == "Function" else None
    return


@app.cell
def _(answers, desk, function, given, link, tab):
    given_job = function.ask(desk, link, given.value) if tab.value == "Function" else None
    given_waiting = answers.waiting(given_job)
    return given_job, given_waiting


@app.cell
def _(function, given_job, given_waiting):
    given_answer = function.answer(given_job, given_waiting) if given_job else None
    function.verdict(given_job, given_waiting, given_answer) if given_job else None
    return (given_answer,)


@app.cell
def _(function, given_answer, look, where):
    function.looking(look, where) if given_answer else None
    return


@app.cell
def _(answers, desk, function, given, given_answer, link, look, where):
    look_jobs = function.look_closer(desk, link, given_answer, given.value, look.value, where.value)
    look_waiting_1, look_waiting_2, look_waiting_3 = map(answers.waiting, look_jobs)
    return look_jobs, look_waiting_1, look_waiting_2, look_waiting_3


@app.cell
def _(function, look_jobs, look_waiting_1):
    look_1 = function.seen(look_jobs[0], look_waiting_1)
    return (look_1,)


@app.cell
def _(function, look_jobs, look_waiting_2):
    look_2 = function.seen(look_jobs[1], look_waiting_2)
    return (look_2,)


@app.cell
def _(function, look_1, look_2):
    function.side_by_side(look_1, look_2)
    return


@app.cell
def _(function, look_jobs, look_waiting_3):
    function.seen(look_jobs[2], look_waiting_3)
    return


# ---- Permutations ---------------------------------------------------------------------------------------------------


@app.cell
def _(link, permutations):
    perm_group, perm_picture = permutations.options(link), permutations.picture(link)
    return perm_group, perm_picture


@app.cell
def _(answers, desk, link, perm_group, permutations, tab):
    perm_drawn = permutations.draw(desk, link, perm_group.value) if tab.value == "Permutations" else None
    perm_drawing = answers.waiting(perm_drawn)
    return perm_drawing, perm_drawn


@app.cell
def _(perm_drawing, perm_drawn, perm_group, perm_picture, permutations):
    permutations.controls(perm_group, perm_picture, perm_drawn, perm_drawing) if perm_drawn else None
    return


@app.cell
def _(answers, desk, link, perm_picture, permutations, tab):
    perm_job = permutations.ask(desk, link, perm_picture.value["chosen"]) if tab.value == "Permutations" else None
    perm_waiting = answers.waiting(perm_job)
    return perm_job, perm_waiting


@app.cell
def _(perm_job, perm_picture, perm_waiting, permutations):
    permutations.verdict(perm_job, perm_waiting, perm_picture) if perm_job else None
    return


@app.cell
def _(answers, desk, perm_group, perm_job, perm_picture, permutations):
    perm_plot = permutations.plot(desk, perm_group.value, perm_picture.value["chosen"]) if perm_job else None
    perm_plotting = answers.waiting(perm_plot, answers.BRIEF)
    return perm_plot, perm_plotting


@app.cell
def _(perm_plot, perm_plotting, plots):
    plots.saves(perm_plot, perm_plotting, "The picture:") if perm_plot else None
    return


# ---- Atlas ----------------------------------------------------------------------------------------------------------


@app.cell
def _(atlas, link):
    atlas_filter = atlas.options(link)
    return (atlas_filter,)


@app.cell
def _(atlas, atlas_filter, tab):
    atlas.controls(atlas_filter) if tab.value == "Atlas" else None
    return


@app.cell
def _(answers, atlas, atlas_filter, desk, link, tab):
    atlas_job = atlas.ask(desk, link, atlas_filter.value) if tab.value == "Atlas" else None
    atlas_waiting = answers.waiting(atlas_job)
    return atlas_job, atlas_waiting


@app.cell
def _(atlas, atlas_job, atlas_waiting):
    atlas_table = atlas.table(atlas_job, atlas_waiting) if atlas_job else None
    return (atlas_table,)


@app.cell
def _(atlas, atlas_filter, atlas_job, atlas_table, desk):
    atlas.listing(desk, atlas_filter.value, atlas_job, atlas_table) if atlas_job else None
    return


@app.cell
def _(answers, atlas, atlas_job, atlas_table, desk, link):
    atlas_row_job = atlas.ask_row(desk, link, atlas_table) if atlas_job else None
    atlas_row_waiting = answers.waiting(atlas_row_job)
    return atlas_row_job, atlas_row_waiting


@app.cell
def _(atlas, atlas_row_job, atlas_row_waiting, atlas_table):
    atlas.row(atlas_row_job, atlas_row_waiting, atlas_table) if atlas_row_job else None
    return


# ---- Cascade --------------------------------------------------------------------------------------------------------


@app.cell
def _(cascade, link):
    cascade_data, cascade_model = cascade.source(link), cascade.model(link)
    return cascade_data, cascade_model


@app.cell
def _(cascade, cascade_data, cascade_model, tab):
    cascade.controls(cascade_data, cascade_model) if tab.value == "Cascade" else None
    return


@app.cell
def _(answers, cascade, cascade_data, cascade_model, desk, link, tab):
    fit_job = cascade.ask(desk, link, cascade_data.value, cascade_model.value) if tab.value == "Cascade" else None
    fit_waiting = answers.waiting(fit_job)
    return fit_job, fit_waiting


@app.cell
def _(answers, cascade, desk, fit_job, fit_waiting):
    fit_found = cascade.found(fit_job, fit_waiting)
    fit_drawing = cascade.draw(desk, fit_found)
    fit_drawing_waiting = answers.waiting(fit_drawing)
    return fit_drawing, fit_drawing_waiting, fit_found


@app.cell
def _(cascade, fit_drawing, fit_drawing_waiting, fit_found, fit_job, fit_waiting):
    cascade.verdict(fit_job, fit_waiting, fit_found, fit_drawing, fit_drawing_waiting) if fit_job else None
    return


if __name__ == "__main__":
    app.run()
