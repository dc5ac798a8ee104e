"""The core's own sources, carried into the small Python that runs inside Excel's and Google's JavaScript.

Read in this order: `subset` refuses what that Python (MicroPython 1.27) cannot
run and no machine can rewrite; `lowering` rewrites the rest, with `types`,
`records` and `declarations`; `runtime` is what lowered code finds at hand;
`sources` gathers the core as one program; `interpreter` fetches MicroPython;
`bundle` makes one JavaScript file of it all.
"""
