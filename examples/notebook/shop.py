# %% [markdown]
# # A shop in a notebook
#
# Takes a shop's customers and orders in, looks at them as data frames, and plots who buys how. Each `# %%` begins a
# cell: editors that know notebooks run them one by one, `python examples/notebook/shop.py` runs all.

# %%
import os
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")  # draws into a file; leave this line out in a notebook
import matplotlib.pyplot as plt
import pandas as pd
import pyarrow as pa

import guanxi

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data" / "shop"
# Where the shop lies: a folder, `sqlite:shop.db`, `postgres://…`; nothing else changes.
STORE = os.environ.get("SHOP_STORE", "memory:")
PICTURE = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "rfm.png"

# %% [markdown]
# ## Take the files in
#
# Columns are found by their headers. Records of several channels that are one person become one customer.

# %%
crm = guanxi.open(STORE)
customers_report = crm.imports.customers(DATA / "customers.csv")
orders_report = crm.imports.orders(DATA / "orders.csv")
print(f"{customers_report.rows:,} records are {crm.customers.count():,} customers")
print(f"{orders_report.created:,} orders")

# %% [markdown]
# ## Customers as a data frame
#
# A table goes to pandas, polars or duckdb as Arrow. `flatten` makes columns of what is inside: `name.full`.

# %%
customers = pa.table(crm.customers.list_table().flatten()).to_pandas()
print(customers[["name.full", "email", "country", "records"]].head())
print(customers.groupby("country").size().sort_values(ascending=False).head())

# %% [markdown]
# ## Recency, frequency, monetary value

# %%
scores = pa.table(crm.reports.rfm_scores_table().flatten()).to_pandas()
scores["spent"] = scores["net_amount.amount"].astype(float)
groups = scores.groupby("group", observed=True).agg(
    customers=("customer_id", "size"), orders=("orders", "sum"), spent=("spent", "sum")
)
print(groups.sort_values("spent", ascending=False))

# %% [markdown]
# ## The picture
#
# Left: where the customers are. Right: where the money is.

# %%
grid = pd.crosstab(scores["frequency"], scores["recency"])
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
image = left.imshow(grid, origin="lower", cmap="Blues", aspect="auto")
left.set_xticks(range(len(grid.columns)), [str(c) for c in grid.columns])
left.set_yticks(range(len(grid.index)), [str(i) for i in grid.index])
left.set(title="Customers", xlabel="recency (5 bought last)", ylabel="frequency (5 buys most)")
for y, row in enumerate(grid.to_numpy()):
    for x, count in enumerate(row):
        shade = "white" if count > grid.to_numpy().max() / 2 else "black"
        left.text(x, y, f"{count}", ha="center", va="center", color=shade)
spent = groups["spent"].sort_values()
right.barh([name.replace("_", " ").lower() for name in spent.index.astype(str)], spent, color="#2a6f97")
right.set(title="Net revenue by group", xlabel="USD")
right.spines[["top", "right"]].set_visible(False)
figure.savefig(PICTURE, dpi=120)
print(f"wrote {PICTURE.name}")

# %%
crm.close()
