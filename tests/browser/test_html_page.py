"""The page of ``--output-format html`` in a real Chromium, driven as a reader would: mouse, keys, phone.

Needs Chromium and its driver on the machine, and Selenium. ``--screenshots=FOLDER`` keeps pictures.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from compile_lint.cli import main
from compile_lint.reporters import html_report

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "reporters"))
PHONE, DESK = (390, 844), (1280, 1000)


@pytest.fixture(scope="module")
def browser():
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page of all fixtures: faults of every rule, notebooks, and files that cannot be read."""
    file = tmp_path_factory.mktemp("page") / "report.html"
    CliRunner().invoke(
        main, ["check", "--select", "ALL", "--output-format", f"html={file}", str(ROOT / "fixtures")]
    )
    return file


@pytest.fixture
def screenshot(request, browser):
    """Keep a picture of what the browser shows, if somebody wants to look at it."""
    folder = request.config.getoption("--screenshots")

    def keep(name):
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            browser.save_screenshot(str(Path(folder) / f"{name}.png"))

    return keep


def show(browser, file, size=DESK, *, dark=False):
    width, height = size
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == PHONE},
    )
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(file.as_uri())
    browser.execute_script("localStorage.clear()")
    browser.get(file.as_uri())


def shown(browser, selector):
    """The elements that a reader can see."""
    script = "return [...document.querySelectorAll(arguments[0])].filter(e => e.offsetParent !== null)"
    return browser.execute_script(script, selector)


def press(browser, *keys):
    from selenium.webdriver import ActionChains

    ActionChains(browser).send_keys(*keys).perform()


def choose(browser, name, value):
    from selenium.webdriver.support.select import Select

    Select(browser.find_element("id", name)).select_by_value(value)


def shows(browser, selector, number):
    """Whether so many elements come into view: the page narrows its list after the event, not in it."""
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 10).until(lambda _: len(shown(browser, selector)) == number)


def count(browser):
    return browser.find_element("id", "count").text


@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (DESK, True), (PHONE, False), (PHONE, True)])
def test_the_page_fits_and_nothing_fails(browser, page, screenshot, size, dark):
    show(browser, page, size, dark=dark)
    assert browser.get_log("browser") == []
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    overflowing = """
        return [...document.querySelectorAll('body *')].filter(e => {
            const {display, overflowX} = getComputedStyle(e);
            return e.clientWidth && e.scrollWidth > e.clientWidth + 1
                && overflowX === 'visible' && display !== 'inline';
        }).map(e => e.className)
    """
    assert browser.execute_script(overflowing) == []
    background = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(15, 19, 24)") is dark
    name = f"{'phone' if size == PHONE else 'desk'}-{'dark' if dark else 'light'}"
    screenshot(name)
    browser.execute_script("document.querySelectorAll('.card:has(.finding)')[12].scrollIntoView()")
    screenshot(f"{name}-finding")


def test_the_page_asks_for_nothing_but_itself(browser, page):
    show(browser, page)
    messages = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    urls = {
        message["params"]["request"]["url"].partition(":")[0]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    }
    assert urls <= {"file", "data"}


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_from_its_background(browser, page, dark):
    """WCAG's contrast ratio for text of normal size, on everything that a reader can see."""
    show(browser, page, dark=dark)
    script = """
        const channel = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        const parse = text => text.match(/[\\d.]+/g).map(Number);
        const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
        const behind = e => {
            for (; e; e = e.parentElement) {
                const color = parse(getComputedStyle(e).backgroundColor);
                if (color.length < 4 || color[3] > 0) return color;
            }
        };
        const faint = new Map();
        for (const e of document.querySelectorAll('body *')) {
            const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
            if (!own || e.offsetParent === null) continue;
            const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) faint.set(`${e.tagName} ${e.className}`, ratio);
        }
        return [...faint];
    """
    assert browser.execute_script(script) == []


def test_filters_narrow_what_is_shown(browser, page):
    show(browser, page)
    every = len(shown(browser, ".finding"))
    assert f"{every} findings" in count(browser)

    choose(browser, "rule", "CL404")
    assert {one.get_attribute("data-rule") for one in shown(browser, ".finding")} == {"CL404"}
    assert all("CL404" in one.text for one in shown(browser, ".card"))
    browser.find_element("css selector", "button[type=reset]").click()
    assert shows(browser, ".finding", every)

    browser.find_element("css selector", ".toggle.error input").click()
    assert {one.get_attribute("data-severity") for one in shown(browser, ".finding")} == {"warning", "info"}
    browser.find_element("css selector", ".toggle.clean input").click()
    assert all("no findings" not in one.text for one in shown(browser, ".card"))
    press(browser, "\ue00c")  # Escape
    assert shows(browser, ".finding", every)

    file = shown(browser, ".card")[-1].get_attribute("data-file")
    choose(browser, "file", file)
    assert {one.get_attribute("data-file") for one in shown(browser, ".card")} == {file}
    assert len(shown(browser, ".file > h2")) == 1


def test_search_finds_words_of_a_card(browser, page, screenshot):
    show(browser, page)
    press(browser, "/")
    press(browser, "Exact_Accuracy softmax")
    assert len(shown(browser, ".card")) == 1
    assert count(browser) == "1 place, 1 finding"
    screenshot("search")
    press(browser, "nothing like this")
    assert shown(browser, ".card") == []
    assert browser.find_element("id", "nothing").is_displayed()


def test_keys_lead_from_place_to_place(browser, page, screenshot):
    show(browser, page)
    active = "return document.activeElement.closest(arguments[0])"
    cards, findings = shown(browser, ".card"), shown(browser, ".finding")
    press(browser, "j", "j", "k")
    assert browser.execute_script(active, ".card") == cards[0]
    press(browser, "n", "n")
    assert browser.execute_script(active, ".finding") == findings[1]
    call = next(card for card in cards if card.find_elements("css selector", "details.call"))
    browser.execute_script("arguments[0].focus()", call)
    press(browser, "o")
    assert call.find_element("css selector", "details.call .line").is_displayed()
    press(browser, "?")
    assert browser.find_element("id", "help").is_displayed()
    screenshot("help")
    press(browser, "\ue00c")
    assert not browser.find_element("id", "help").is_displayed()


def test_the_theme_is_chosen_and_remembered(browser, page):
    show(browser, page)
    background = "return getComputedStyle(document.body).backgroundColor"
    press(browser, "t")
    assert browser.execute_script(background) == "rgb(15, 19, 24)"
    browser.get(page.as_uri())
    assert browser.execute_script(background) == "rgb(15, 19, 24)"
    browser.find_element("id", "theme").click()
    assert browser.execute_script(background) == "rgb(246, 247, 249)"


def test_a_rule_is_a_link_to_what_it_is_about(browser, page):
    show(browser, page)
    shown(browser, ".finding a.code")[0].click()
    target = browser.execute_script("return document.querySelector(':target')")
    assert target.is_displayed()
    assert target.get_attribute("class") == "rule"


def test_nothing_hostile_runs(browser, tmp_path, screenshot):
    from report_examples import hostile

    file = tmp_path / "hostile.html"
    file.write_bytes(html_report.render(hostile()).encode("utf-8"))
    show(browser, file, PHONE)
    assert browser.get_log("browser") == []  # an alert would fail the next command as well
    assert browser.execute_script("return document.scripts.length") == 1
    assert browser.execute_script("return document.documentElement.scrollWidth") == PHONE[0]
    screenshot("hostile")


def test_nothing_of_a_hostile_project_runs(browser, tmp_path, monkeypatch):
    """The whole way: from files full of tricks to the page of them."""
    sys.path.insert(0, str(ROOT / "tests" / "hostile"))
    from hostile_project import write_project

    (tmp_path / "project").mkdir()
    write_project(tmp_path / "project")
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(main, ["check", "--select", "ALL", "--output-format", "html=page.html", "project"])
    show(browser, tmp_path / "page.html", PHONE)
    assert browser.get_log("browser") == []
    assert browser.execute_script("return document.scripts.length") == 1
    assert browser.execute_script("return document.images.length") == 0
    assert len(shown(browser, ".finding")) > 20
    requests = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [
        one["params"]["request"]["url"] for one in requests if one["method"] == "Network.requestWillBeSent"
    ]
    assert all(url.startswith(("file:", "data:")) for url in asked)


def test_without_its_script_all_of_the_page_can_be_read(browser, page):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        show(browser, page)
        assert browser.find_element("css selector", ".finding .message").is_displayed()
        assert not browser.find_element("id", "filters").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
