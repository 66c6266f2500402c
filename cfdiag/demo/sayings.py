"""What the people of the fictional engagement say in their own words.

A saying ends in the themes that the interviewer ticked: `#price`. An empty one is left open. They are said
in the order of the cast: the first of a group says the first. Facts that several people tell (the two days of
standstill in March, the paper log, the promises) are told the same way by all of them.
"""

from __future__ import annotations

CV, AP, LI, AV, TH, SB, CP = (
    "customer-view",
    "appreciative",
    "listening",
    "account-view",
    "territory-handover",
    "silo-busting",
    "customer-panel",
)


def _one_in(number: int, *sayings: str) -> tuple[str, ...]:
    """Spread over many people, most of whom leave the question open."""
    return tuple(text for saying in sayings for text in (saying, *[""] * (number - 1)))


SAYINGS: dict[tuple[str, str, str], tuple[str, ...]] = {
    (CV, "internal", "held_back"): (
        "Our prices. And two engineers who left in spring and were not replaced. #price #people",
        "Price, mostly. #price",
        "Parts that come too late. #suppliers",
        "The planning system. It cannot move a visit without three telephone calls. #processes",
        "Too few people on the road. #people",
        "Customers who compare us on price alone. #price #market",
        "A large competitor who offers contracts below cost. #market #price",
        "Price. At least that is what we always hear from sales. #price",
    ),
    (CV, "internal", "first_solved"): (
        "They would pay less, I suppose.",
        "Nothing, to be honest. They would have the same lift.",
        "A lift would run again a day sooner.",
        "They would know in the morning who comes in the afternoon.",
        "Somebody would be there sooner.",
        "I do not know what they would notice.",
    ),
    (CV, "internal", "u_turn"): (
        "A solid firm that comes when you call.",
        "Good people, a bit expensive.",
        "I have never asked one.",
        "The firm whose service is always in order.",
        "Somebody they only hear from when the invoice comes?",
        "",
        "Reliable. A bit dear.",
        "I hope they see the engineers. I fear they see the office.",
    ),
    (CV, "internal", "late_complaint"): (
        (
            "The hospital lift that stood still for two days in March. We heard of it in autumn, "
            "with the contract."
        ),
        "",
        "",
        "Three calls about the same lift. We had closed them as three different faults.",
        "",
        "",
        "The wrong invoices of last winter. They had lain with us for six weeks.",
        "A complaint that four departments passed on and nobody answered.",
    ),
    (CV, "internal", "last_change"): (
        "We moved the inspections at the hospital to the evening.",
        "The paper log in the porters' lodge came back.",
        "",
        "The folder with all our telephone numbers.",
        "The inspections at the hospital are in the evening now.",
    ),
    (CV, "internal", "change_maker"): (
        "An engineer and the planner, between themselves.",
        "The head of service, who went there.",
        "Sales.",
        "The planner, on the telephone.",
    ),
    (CV, "internal", "surprised"): (
        "That I had to think so long about what a customer would say.",
        "",
        "How often I said 'I guess'.",
        "",
        "That I could not name anybody who answers for a complaint.",
    ),
    (CV, "internal", "not_asked"): (
        "",
        "",
        "",
        "Who tells the customer. The answer is: nobody in particular.",
    ),
    (CV, "customer", "worked"): (
        "The engineer who told us which lift would fail next, and was right. #people #quality",
        "They know our buildings better than we do. #people #quality",
        "Good advice when we rebuilt the outpatient wing, without any pressure. #quality",
        "The people. Every one of them. #people",
        "The engineer explains to my porters what they can do themselves. #people",
        "",
        "That the inspections are in the evening now, when the wards are quiet. #quality",
        "They told us to repair where others would have sold us a new one. #quality",
    ),
    (CV, "customer", "not_worked"): (
        "A lift stands still, and nobody tells us when somebody will come. #information",
        "I call three times and explain it three times. #information",
        "All we got in March were two days of standstill, and silence. #information #speed",
        (
            "A tenant on the ninth floor could not leave the house for two days. We heard nothing. "
            "#information #speed"
        ),
        "An invoice that nobody could explain. #information",
        "Half a day without a word, and a lobby full of tenants who asked me. #information",
        "A complaint goes in, and nothing comes out. #information #promises",
        "",
    ),
    (CV, "customer", "dream"): (
        "One number, and a message on my telephone: who comes, and when. #ease #speed",
        "A yearly talk about what will need replacing, before it breaks. #advice",
        "A screen in the lodge that says how long it will take. #ease",
        "Somebody who tells me in spring what the next year will cost. #advice",
        "One message when it stops, one when they are on their way, one when it runs. #ease",
        "",
        "A fixed price for the whole life of a lift. #price",
        "That they walk through our houses with me once a year. #advice #people",
    ),
    (CV, "customer", "notice_where"): (
        "The engineers explain more than they used to.",
        "The inspections in the evening.",
        "The same engineer comes back.",
    ),
    (CV, "customer", "surprised"): (
        "That you ask, and that you came yourself.",
        "",
        "That you did not defend yourselves.",
        "",
        "",
        "",
        "How much good I had to say.",
    ),
    (CV, "customer", "not_asked"): ("", "Who comes next. I hear that our contact is leaving."),
    (AP, "internal", "story"): (
        "We spent an afternoon with a housing corporation on their ten-year plan. #initiative #knowledge",
        (
            "I drew the machine room for a client on the back of a work sheet. They still have it. "
            "#expertise #attention"
        ),
        "A client called just to say thank you for the warning about the cables. #initiative",
        "We kept one lift running by hand for a whole night while the wards moved. #teamwork #attention",
        "A porter and I found out together why a lift stopped on windy days. #knowledge",
        "I went through one year's invoices with a client, line by line. #attention #honesty",
        "We advised a client to wait with a new lift. They thanked us for it. #honesty",
        "A contract of two pages instead of twenty, because the client asked for it. #attention",
    ),
    (AP, "internal", "story_possible"): (
        "Somebody gave us the time. #attention",
        "I had known the building for years. #knowledge",
        "",
        "Planning and service on one telephone line. #teamwork",
        "He knows his house better than any drawing. #knowledge",
        "",
        "An honest word about the cost. #honesty",
    ),
    (AP, "internal", "must_stay"): (
        "That we tell people what they do not need. #honesty",
        "Engineers who take ten minutes to explain. #attention",
        "That the same engineer comes back to the same building. #knowledge",
        "That an engineer can call the planner directly. #teamwork",
        "",
        "",
        "That we do not sell what is not needed. #honesty",
    ),
    (AP, "internal", "must_spread"): (
        "",
        "Drawing instead of writing.",
        "The warning beforehand: what will break next.",
        "",
        "",
        "Going there with the invoice.",
    ),
    (AP, "internal", "three_words"): (
        "Pushing, targets, tricks #pressure #targets #tricks",
        "Pressure, talking, price #pressure",
        "Targets, smooth, not me #targets #discomfort",
        "Persuading, pressure, quarter #pressure #targets",
        "Something for sales #discomfort",
        "Commission, pressure, car #targets #pressure",
        "Helping, if you do it well #service",
        "Small print, pressure, haste #pressure",
    ),
    (AP, "internal", "holds_back"): (
        "They will only tell us what goes wrong. #criticism",
        "We are not ready to show ourselves yet. #dirty_laundry",
        "I should not like to steal their time. #time",
        "They would see how planning is done. #dirty_laundry",
        "",
        "That they ask for a lower price. #expectations",
        "Nobody ever asked us to. #permission",
    ),
    (AP, "internal", "fear_they_say"): (
        "That we are expensive. #price",
        "That nobody answers the telephone. #contact",
        "That we are too dear for what we do. #price",
        "That the visit comes on another day than agreed. #mistakes",
        "",
        "That the invoice is wrong, and too high. #price #mistakes",
        "The price. It is always the price. #price",
    ),
    (AP, "internal", "tried_before"): (
        "A sales training two years ago, with scripts.",
        "The programme called Customer First.",
        "",
        "",
        "",
        "A sales training for everybody, two years ago.",
    ),
    (AP, "internal", "taken_from_it"): (
        "That somebody upstairs thinks we are doing it wrong.",
        "Mugs. And that it passes.",
        "That I am no salesman.",
    ),
    (AP, "internal", "worth_time"): (
        "If I could see that it helps a client.",
        "If it leads to one thing that changes.",
        "An hour that is not taken from the repairs.",
        "",
        "If I may go along once.",
    ),
    (AP, "internal", "not_asked"): ("", "", "What we are proud of. It is the advice, I think."),
    (AP, "customer", "story"): (
        (
            "A Sunday, a patient in the lift: he was there in twenty minutes and stayed until all "
            "was calm. #speed #attention"
        ),
        "Before our renovation your engineer walked through all eight blocks with me. #knowledge #initiative",
        (
            "You told us to wait with a replacement. That saved us money, and I have trusted you "
            "ever since. #honesty"
        ),
        "They drew for us what would wear out first in the old tower, and when. #expertise #initiative",
        "The night the wards moved, they kept one lift running by hand. #teamwork #attention",
        "Your engineer saw that our tenants could not reach the buttons, and said so. #initiative #attention",
    ),
    (AP, "customer", "story_possible"): (
        "He knew the house. #knowledge",
        "He had the time, and he was curious. #attention",
        "Somebody who dared to sell nothing. #honesty",
        "They had kept notes of ten years. #knowledge",
        "Everybody pulled on the same rope. #teamwork",
    ),
    (AP, "customer", "more_often"): (
        "Plan it. Once a year, without a fault as the reason. #contact #initiative",
        "Call before I call. #initiative",
        "Send the engineer to our yearly plan, not only the account manager. #initiative #knowledge",
        "Leave us the same engineer. #people",
        (
            "Tell me what you see. You are in my building every month, and I hear nothing of it. "
            "#initiative #contact"
        ),
        "Ask us what we plan. #initiative",
    ),
    (AP, "customer", "value_most"): (
        "Quick help when somebody is stuck. #speed",
        "Knowledge of our buildings. #knowledge",
        "Honest advice. #honesty",
        "People who stay. #knowledge",
        "Their craft. #expertise",
        "That they think along. #initiative",
    ),
    (AP, "customer", "keep_buying"): (
        "Trust.",
        "Because I would have to explain everything again elsewhere.",
        "Nobody else ever told me not to buy.",
        "",
        "The engineers.",
    ),
    (AP, "customer", "plans"): (
        "Two new wings in 2028.",
        "Making eight blocks accessible by 2028.",
        "",
        "",
        "A larger kitchen, with its own goods lift.",
    ),
    (AP, "customer", "worries"): (
        "Standstill during the night shift.",
        "Tenants who grow old on the ninth floor.",
        "",
        "What the old tower will cost us.",
    ),
    (AP, "customer", "raise_unasked"): (
        "What will break next year, and what it will cost. #risks #savings",
        "New rules, before the inspector brings them up. #changes_in_law",
        "What other hospitals do at night. #others",
        "Which of our lifts you would replace first. #risks",
        "",
        "What could be done more cheaply. #savings",
    ),
    (LI, "internal", "the_change"): (
        "The fault log on paper in the porters' lodge was replaced by a portal.",
        "The paper log went; faults were to be looked up in the portal.",
        "The log in the lodge. We took it away when the portal came.",
        "The portal instead of the paper log.",
    ),
    (LI, "internal", "client_reasons"): (
        "The night porters have no computer in the lodge.",
        "At night nobody there can open the portal.",
        "",
        "They want to see at a glance what was reported in the shift before.",
    ),
    (LI, "internal", "what_was_kept"): (
        "The paper log in the porters' lodge.",
        "The log, beside the portal.",
        "",
        "The log.",
    ),
    (LI, "internal", "promise_what"): (
        "That the log would be back by the first of October, and stay.",
        "The log back in the lodge by 1 October.",
        "That the log stays.",
    ),
    (LI, "internal", "promise_by"): ("The head of service", "The head of service", "Service"),
    (LI, "internal", "who_else_listens"): (
        "A competitor who visits them every quarter.",
        "",
        "Their own IT people.",
    ),
    (LI, "internal", "silent_why"): (
        "They have night porters too, and never said a word.",
        "Their calls about faults have halved since the portal came. Nobody asked why.",
        "They still send us faults by fax.",
    ),
    (LI, "internal", "silent_who_asks"): ("The account manager", "The head of service", ""),
    (LI, "internal", "lost_why"): (
        "Price, we assume. Nobody asked them. #price #reason_unknown",
        "One said that they never heard from us. #not_heard",
    ),
    (LI, "customer", "the_change"): ("You took the paper log out of our porters' lodge.",),
    (LI, "customer", "client_reasons"): ("At night there is no computer in the lodge.",),
    (LI, "customer", "what_it_took"): (
        (
            "Four calls, and a letter from our director that named another supplier. #persistence "
            "#going_higher #leaving"
        ),
    ),
    (LI, "customer", "whom_convinced"): ("Our own director, who found the portal modern.",),
    (LI, "customer", "what_was_kept"): ("The log.",),
    (LI, "customer", "promise_what"): ("That the log would be back by October.",),
    (LI, "customer", "retell"): (
        "It took them months to come. Then they stood in the lodge and understood within five minutes.",
    ),
    (AV, "coworker", "my_part"): (
        "Repairs, by day and by night",
        "Planning the visits",
        "Planning the inspections",
        "Invoices",
    ),
    (AV, "coworker", "strongest_what"): (
        "They called at four and wanted somebody the same day. It was the lift to the operating rooms.",
        "It is known that they want everything at once.",
        "A colleague told me that they wanted a visit the same night, again.",
        "They ask for every invoice to be split by building. People say they do it to win time.",
    ),
    (AV, "coworker", "strongest_our_part"): (
        (
            "Our confirmation goes out only when the visit is planned. Until then they know "
            "nothing, and call again."
        ),
        "We promised four hours in the offer, and plan for eight.",
        "",
        "Our invoice names the contract. They keep their books by building.",
    ),
    (AV, "coworker", "second_what"): ("Nothing I could point to.",),
    (AV, "coworker", "put_down_to"): (
        "One weekend, two years ago, that everybody still tells. #one_incident #stories",
        "The offer promised what planning cannot keep. #our_promises",
        "We hardly ever see them. #contact",
        "Stories. #stories",
    ),
    (AV, "coworker", "what_it_takes"): (
        "A word from them when it went well.",
        "To have been there once.",
        "",
        "To know what a standstill means on a ward.",
    ),
    (AV, "coworker", "they_could"): (
        "Tell us in the morning which lift matters most that day. #earlier #priorities",
        "Give us one person to call. #one_contact",
        "",
        "Give us a list of their buildings with the numbers they use. #complete",
    ),
    (AV, "coworker", "we_could"): (
        "Call the lodge when I set off.",
        "Confirm within the hour, even without a time.",
        "",
        "Put the building on the invoice.",
    ),
    (AV, "coworker", "keeping_or_winning"): ("", "One telephone call a day, I should say."),
    (AV, "owner", "keeping_or_winning"): (
        "Winning them took two years. Keeping them takes one good planner.",
    ),
    (AV, "owner", "push_for"): ("Every visit outside the plan.",),
    (AV, "owner", "push_unneeded"): ("One planner who knows this hospital.",),
    (AV, "owner", "will_stay_why"): (
        "They like the engineers. But for the new wings they have asked somebody else for a price as well.",
    ),
    (AV, "owner", "stop_accepting"): ("That we talk about them instead of with them.",),
    (AV, "owner", "they_could"): ("One list of priorities every Monday. #priorities",),
    (AV, "owner", "we_could"): ("A confirmation within the hour: who comes, and when.",),
    (AV, "owner", "meeting_role/Planner"): ("Plans all visits to the hospital",),
    (AV, "owner", "meeting_need/Planner"): ("To hear by nine which lift matters most",),
    (AV, "owner", "meeting_offer/Planner"): ("A confirmation within the hour",),
    (AV, "owner", "meeting_role/Engineer of the hospital"): ("Repairs, and knows every machine room",),
    (AV, "owner", "meeting_need/Engineer of the hospital"): ("Half an hour a week without calls",),
    (AV, "owner", "meeting_offer/Engineer of the hospital"): ("A list of what will wear out next year",),
    (AV, "owner", "meeting_role/Invoices"): ("Sends about thirty invoices a year",),
    (AV, "owner", "meeting_need/Invoices"): ("The list of buildings",),
    (AV, "owner", "meeting_offer/Invoices"): ("One line per building",),
    (AV, "customer", "my_part"): ("Everything that moves in the main building: eleven lifts.",),
    (AV, "customer", "satisfied"): ("The engineers, without exception. #people",),
    (AV, "customer", "improve"): ("Knowing where we stand when a lift is out. #information",),
    (AV, "customer", "improve_looks"): ("A message within the hour, even if it only says: not today.",),
    (AV, "customer", "they_could"): ("Tell us what you need from us to plan better. #earlier",),
    (AV, "customer", "we_could"): ("We could send our priorities every Monday.",),
    (SB, "internal", "customers_to_matter_to"): _one_in(
        3,
        "Hospitals and housing corporations: people who cannot take the stairs. #clear_choice",
        "Whoever has more than one building. #best_fit",
        "Everybody with a lift. #everybody",
        "We have never chosen. #no_idea",
        "The large contracts. #largest",
        "I do not know of a choice. #no_idea",
        "Those who want advice. #best_fit",
        "All of them. #everybody",
        "Nobody ever told us. #no_idea",
        "Hospitals. #clear_choice",
    ),
    (SB, "internal", "unrecognised_promise"): _one_in(
        3,
        "'Always there for you'. #personal",
        "'One point of contact'. There are seven. #personal",
        "'We keep you informed'. #partnership",
        "'We keep you informed'. We do not. #partnership",
        "'Within four hours'. #speed",
        "'Your partner'. #partnership",
        "'We keep you informed'. Ask anybody who waits. #partnership",
        "",
        "None that I know of. #none",
        "'Always there for you'. At night it is a tape. #personal",
    ),
    (SB, "internal", "systems_silent"): _one_in(
        4,
        "That the ninth floor is a nursing ward.",
        "That the caretaker had already called twice.",
        "That they were rebuilding.",
        "",
        "That there was a complaint open while we sent the offer.",
        "What they had been promised.",
    ),
    (SB, "internal", "lost_between"): _one_in(
        3,
        "A quotation lay with finance for three weeks; sales thought planning had it. #handover #no_owner",
        "A complaint went round four departments, and nobody answered it. #no_owner",
        "The caretaker was told that somebody would call. Everybody thought somebody had. #no_owner",
        "A change of address that reached the invoices a year later. #systems",
        "",
        "A request for advice: service has no hours for it, sales no knowledge. #priorities #no_owner",
        "A question about a clause came to us after the contract was signed. #handover",
        "",
        "The measurement was done; the report stayed in a mailbox. #handover",
    ),
    (SB, "internal", "best_with_customers"): _one_in(
        3,
        "They call before the customer does. #persistent",
        "They ask how somebody's day was, and mean it. #good_with_people",
        "They go and look for themselves. #open",
        "They stay on it until it is solved. #persistent",
        "They find a way that is in no manual. #creative",
        "They listen longer than they talk. #good_with_people #open",
        "They say what they do not know. #open",
    ),
    (SB, "internal", "room_for_it"): (
        "Nothing with it, as far as I know.",
        "They are called when a customer is angry.",
        "",
        "They plan. All day.",
        "Nothing in particular.",
    ),
    (SB, "internal", "programme_stopped_by"): (
        "The director who had begun it left.",
        "The budget round.",
        "",
        "The director left, and the posters stayed.",
        "Nobody asked about it any more.",
    ),
    (SB, "internal", "not_asked"): _one_in(
        6,
        "Why we count visits and never waiting.",
        "Who calls the customer.",
        "",
        "What we would stop doing.",
    ),
    (CP, "internal", "invitee_company"): (
        "A hospital",
        "A housing corporation",
        "A care home",
        "A department store",
    ),
    (CP, "internal", "said_worked"): (
        "Engineers who explain what they do. #people",
        "Advice on what to replace first. #sales",
        "The same face every time. #people",
        "The inspection before the shop opens. #processes",
    ),
    (CP, "internal", "said_not_worked"): (
        "Silence when a lift is out. #service",
        "Nobody could say who was coming. #service",
        "Three calls about one lift, and no word in between. #service",
        "A week without an answer about an invoice. #processes",
    ),
    (CP, "internal", "said_dream"): (
        "A message: who comes, and when.",
        "A yearly talk about what will break.",
        "One name to ask for.",
        "An invoice that my bookkeeper understands.",
    ),
    (CP, "internal", "said_quote"): (
        "I do not mind a broken lift. I mind the silence.",
        "You know more about my houses than you tell me.",
    ),
    (CP, "internal", "surprise"): ("All four spoke of waiting without news, and none of the price.",),
    (CP, "internal", "debate"): ("Whether a message within the hour can be promised.",),
    (CP, "internal", "customer_experience_owner"): ("Nobody yet. The head of service has been asked.",),
    (CP, "internal", "agreement_owner"): ("Head of service", "Head of planning"),
    (TH, "leaver", "customer_goals"): ("Eight blocks accessible to everybody by 2028. #said",),
    (TH, "leaver", "next_year"): ("Replacing the lifts of the Vale estate. #said",),
    (TH, "leaver", "practices"): ("The caretakers report faults by telephone, never in the portal. #said",),
    (TH, "leaver", "open_business"): (
        (
            "The quotation for remote monitoring. The complaint about the ninth floor, which nobody "
            "has answered."
        ),
    ),
    (TH, "leaver", "products"): ("Maintenance of 46 lifts; two replacements a year.",),
    (TH, "leaver", "could_end"): ("Another standstill without news. #inference",),
    (TH, "leaver", "three_things"): (
        "The buyer reads every invoice. The caretakers decide in practice. Call before nine. #seen",
    ),
    (TH, "leaver", "advice"): (
        "Walk through the blocks with the caretakers before you make your first offer.",
    ),
    (TH, "leaver", "promise_to/Free survey of the Vale estate"): ("The buyer",),
    (TH, "leaver", "promise_to/The same engineer for all eight blocks"): ("The caretakers",),
    (TH, "leaver", "promise_to/Spare keys for the caretakers"): ("The head of caretakers",),
    (TH, "leaver", "promise_witness/Free survey of the Vale estate"): ("Nobody else",),
    (TH, "leaver", "promise_witness/The same engineer for all eight blocks"): (
        "The planner of the district",
    ),
    (TH, "leaver", "contact_note/Buyer"): ("Send the figures a day ahead. #seen",),
    (TH, "leaver", "contact_note/Head of caretakers"): ("Prefers the telephone, before nine. #seen",),
    (TH, "leaver", "contact_note/Project lead renovation"): ("Wants dates, not intentions. #said",),
    (TH, "leaver", "colleague_role/Planner of the district"): ("Plans all their visits",),
    (TH, "leaver", "colleague_role/Engineer of the blocks"): ("Inspections and repairs",),
    (TH, "leaver", "order_rhythm"): ("Two replacements a year, ordered in spring.",),
    (TH, "leaver", "price_history"): ("The same price per lift since 2024, with the index on top. #seen",),
    (TH, "leaver", "price_in_return"): ("A contract of three years instead of one. #said",),
    (TH, "leaver", "escalations"): ("The standstill on the ninth floor went to our head of service. #seen",),
    (TH, "leaver", "escalations_ended"): (
        "With an apology on the telephone. The written answer is still missing. #seen",
    ),
    (TH, "leaver", "leave_alone"): ("The old tower: they have not decided about it yet. #said",),
    (TH, "arriver", "item_question"): ("Does the contract renew by itself, or must they sign?",),
    (TH, "arriver", "ask_before_leaving"): ("What exactly does the free survey include?",),
}
