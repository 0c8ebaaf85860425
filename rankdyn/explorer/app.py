"""The page of the explorer: marimo's cells, each a line or two; what they call is in `views`."""

import marimo

app = marimo.App(width="medium", app_title="rankdyn: rank dynamics", css_file="style.css")


@app.cell
def _():
    import marimo as mo

    from rankdyn.explorer.desk import Desk
    from rankdyn.explorer.link import Link
    from rankdyn.explorer.views import answers, heading, sequence

    desk, link = Desk(), Link(mo.query_params())
    return answers, desk, heading, link, sequence


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
    return ranks, ranks_options


@app.cell
def _(ranks, ranks_options, sequence, tab):
    sequence.controls(ranks, ranks_options) if tab.value == "Sequence" else None
    return


@app.cell
def _(answers, desk, link, ranks, ranks_options, sequence, tab):
    ranks_job = sequence.ask(desk, link, ranks.value["text"], ranks_options.value) if tab.value == "Sequence" else None
    ranks_waiting = answers.waiting(ranks_job)
    return ranks_job, ranks_waiting


@app.cell
def _(ranks, ranks_job, ranks_waiting, sequence):
    sequence.verdict(ranks_job, ranks_waiting, ranks) if ranks_job else None
    return


if __name__ == "__main__":
    app.run()
