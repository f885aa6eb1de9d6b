"use strict";
// Shows what the page's data says of each position. Whatever delegates wrote is set as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("_data").textContent);
  const held = data.positions_by_column, columns = held.columns, matrix = data.matrix, place = document.getElementById("_positions");
  if (!matrix || !place) return;

  const months = "January February March April May June July August September October November December".split(" ");
  const tones = {P: "for", C: "for", "+": "for", "~": "near", r: "unsure", x: "against", ".": "none"};

  const value = (name, row) => {
    const column = columns[name];
    if (column.each) return column.each[row];
    if (column.values) return column.values[column.index[row]];
    return Object.hasOwn(column.others, row) ? column.others[row] : column.most;
  };
  const known = (names, key) => (Object.hasOwn(names, key) ? names[key] : key);
  const made = (tag, words, attributes) => {
    const element = document.createElement(tag);
    if (words) element.textContent = words;
    for (const [name, said] of Object.entries(attributes || {})) element.setAttribute(name, said);
    return element;
  };
  const date = (said) => {
    const [year, month, day] = said.slice(0, 10).split("-").map(Number);
    return `${day} ${months[month - 1]} ${year}, ${said.slice(11, 16)} UTC`;
  };

  const rows = new Map(), ofCommit = new Map();
  for (let row = 0; row < held.count; row++) {
    const target = value("target", row);
    if (!rows.has(target)) rows.set(target, []);
    rows.get(target).push(row);
    ofCommit.set(value("commit", row), row);
  }

  // The same words as those of a position that the page has written out.
  const said = (row) => {
    const group = value("on_behalf_of", row), departs = value("departs", row), statement = value("statement", row).trim();
    const who = known(matrix.names, value("signatory", row)) + (group ? `, on behalf of ${known(matrix.names, group)},` : "");
    const item = made("li");
    let notes = value("cosponsor", row) ? ", as co-sponsor" : "";
    if (departs.length) notes += `, departing from ${departs.join(", ")}`;
    if (value("stale", row)) notes += " (stale: the text has changed)";
    const conditions = value("conditions", row).map((on) => `${on.degree}: ${on.target} (${matrix.states[on.state]})`);
    if (conditions.length) notes += `, on condition${conditions.length > 1 ? "s" : ""}: ${conditions.join("; ")}`;
    const what = `${matrix.stances[value("stance", row)]} ${known(matrix.targets, value("target", row))}${notes}`;
    item.append(made("b", who), ` ${what} `);
    const signed = value("signed", row) ? ", signed" : "";
    const facts = made("span", `${date(value("date", row))}, ${value("delegate", row)}${signed}, `, {class: "facts"});
    facts.append(made("code", value("commit", row).slice(0, 12)));
    item.append(facts);
    if (statement) item.append(made("blockquote", statement, {dir: "auto"}));
    return item;
  };

  // The matrix, when somebody asks for it.
  const cell = (mark, stale, depends, group, departs, row) => {
    const shown = made("td", "", {class: stale || depends ? "none" : tones[mark]});
    if (mark === ".") {
      shown.textContent = ".";
      return shown;
    }
    let words = matrix.marks[mark] + (stale ? ", stale" : depends ? ", on conditions that are not met" : "") + (group ? `, as ${group}` : "");
    if (departs) words += `, departs from ${departs.join(", ")}`;
    const inner = row === undefined ? shown : made("a", "", {href: `#_said-${value("commit", row)}`});
    const sign = stale ? `${mark}?` : depends ? `${mark}*` : group && mark !== "P" ? `(${mark})` : departs ? `${mark}!` : mark;
    inner.append(made("b", sign, {"aria-hidden": "true"}), made("span", words));
    if (inner !== shown) shown.append(inner);
    return shown;
  };
  const table = () => {
    const found = made("table", "", {class: "matrix"}), head = made("tr"), body = made("tbody");
    head.append(made("th", "Text", {scope: "col"}));
    for (const column of matrix.columns) {
      const top = made("th", "", {scope: "col"});
      top.append(made("abbr", column.code, {title: column.name}));
      head.append(top);
    }
    head.append(made("th", "Blocked by", {scope: "col"}));
    const top = made("thead");
    top.append(head);
    const headings = place.querySelectorAll(".by-text tbody th");
    matrix.rows.forEach((row, at) => {
      const line = made("tr"), heading = headings[at].cloneNode(true), stale = new Set(row.stale), depends = new Set(row.depends), by = new Map();
      for (const each of rows.get(row.target) || []) by.set(value("on_behalf_of", each) || value("signatory", each), each);
      line.append(heading);
      matrix.columns.forEach((column, nth) => {
        const group = row.groups[nth];
        line.append(cell(row.marks[nth], stale.has(nth), depends.has(nth), group, row.departs[nth], by.get(group || column.code)));
      });
      line.append(made("td", row.blocked_by.join(" ")));
      body.append(line);
    });
    found.append(top, body);
    return found;
  };
  const size = `${matrix.rows.length.toLocaleString("en")} texts by ${matrix.columns.length}`;
  const button = made("button", `Show the matrix of ${size}`, {type: "button"});
  button.addEventListener("click", () => {
    const scroll = made("div", "", {class: "scroll screen", tabindex: "0", role: "region", "aria-label": "Matrix of positions"});
    scroll.append(table());
    button.parentElement.replaceWith(scroll);
  });
  const asked = made("p", "", {class: "screen"});
  asked.append(button);
  place.querySelector(".by-text").before(asked);

  // A position by its commit, which the page has not written out.
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1)), row = ofCommit.get(id.replace(/^_said-/, ""));
    if (!id.startsWith("_said-") || row === undefined) return;
    let item = document.getElementById(id);
    if (!item) {
      item = said(row);
      item.id = id;
      document.querySelector("#_statements .statements").prepend(item);
    }
    item.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();
})();
