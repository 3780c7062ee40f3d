"""URL patterns of the desk."""

from django.urls import path

from desk.pages import article_history as history
from desk.pages import (
    autosave,
    completions,
    conflict,
    details,
    erasing_pages,
    home,
    link_pages,
    pasting,
    preview,
    rendering,
    review,
    review_list,
    search_page,
    trash_pages,
    uploading,
    write,
)

urlpatterns = [
    path("", home.desk_home, name="desk"),
    path("search/", search_page.desk_search, name="desk_search"),
    path("completions/latex/", completions.latex_commands, name="desk_latex"),
    path("completions/emoji/", completions.emoji_list, name="desk_emoji"),
    path("completions/articles/", completions.article_titles, name="desk_titles"),
    path("completions/tags/", details.offered_tags, name="desk_tags"),
    path("completions/originals/", details.offered_originals, name="desk_originals"),
    path("pasted/", pasting.convert_pasted, name="desk_pasted"),
    path("files/", uploading.upload_file, name="desk_upload"),
    path("articles/new/", write.write_new_article, name="desk_new"),
    path("articles/new/autosave/", autosave.autosave_new_article, name="desk_autosave_new"),
    path("articles/new/details/", details.check_new_details, name="desk_new_details"),
    path("articles/<int:article>/", write.write_article, name="desk_article"),
    path("articles/<int:article>/autosave/", autosave.autosave_article, name="desk_autosave"),
    path("articles/<int:article>/details/", details.check_details, name="desk_details"),
    path("articles/<int:article>/presence/", autosave.presence, name="desk_presence"),
    path("articles/<int:article>/preview/", preview.preview_text, name="desk_preview"),
    path("articles/<int:article>/rendering/", rendering.render_text, name="desk_rendering"),
    path("articles/<int:article>/draft.md", preview.draft_markdown, name="desk_markdown"),
    path("articles/<int:article>/links/", link_pages.article_links, name="desk_links"),
    path(
        "articles/<int:article>/links/<int:link>/withdraw/",
        link_pages.withdraw_link,
        name="desk_withdraw_link",
    ),
    path("articles/<int:article>/history/", history.article_history, name="desk_history"),
    path(
        "articles/<int:article>/restore/<int:revision>/",
        history.restore_revision,
        name="desk_restore",
    ),
    path(
        "articles/<int:article>/name/<int:revision>/",
        history.name_revision,
        name="desk_name",
    ),
    path(
        "articles/<int:article>/conflict/<int:revision>/",
        conflict.merge_conflict,
        name="desk_conflict",
    ),
    path("articles/<int:article>/review/", review.review_article, name="desk_review"),
    path("review/", review_list.review_list, name="desk_reviews"),
    path("articles/<int:article>/trash/", trash_pages.trash_article, name="desk_trash_article"),
    path("trash/", trash_pages.trash_list, name="desk_trash"),
    path("trash/empty/", erasing_pages.empty_trash, name="desk_empty_trash"),
    path("trash/<int:article>/delete/", erasing_pages.erase_one, name="desk_erase"),
    path("trash/<int:article>/restore/", trash_pages.restore_article, name="desk_restore_article"),
]
