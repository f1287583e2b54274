"""The nouns of the product; this page is their glossary.

- **Attempt**: one answer to one question, with everything heard, measured and judged about it.
- **Recording**: the sound of an attempt, 16 kHz mono.
- **Transcript**: the words of an answer with their times, and where the voice-activity detector saw speech.
- **Speech span**: a stretch in which somebody speaks. **Silent pause**: the stretch between two of them.
- **Filled pause**: um, uh, er. **Filler phrase**: "you know", "I mean". Both are *fillers*.
- **Hedge**: "maybe", "sort of". **Repetition**: "the the". **False start**: "we use, we apply". None is a filler.
- **Rubric**: a question with the key points that a good answer makes.
- **Key point**: one claim of a rubric. **Coverage**: which key points an answer made, with the evidence.
- **Importance** of a key point: how much it counts in the score. Question files and screens
  say `weight`, the key that users edit.
- **Verdict**: covered, partly, unsure, missed or contradicted. **Evidence**: the words of the answer behind a verdict.
- **Label**: the user's own word on a key point, "said" or "not said"; it overrules the verdict. The coverage
  with the labels put in is the *effective* one.
- **Hint**: the telling words of one key point, shown while answering. **Correction**: a misheard word put right.
- **Delivery**: how it was said: speech rate, articulation rate, pauses, fillers.
- **Listening quality**: how well the answer could be heard: noise, clipping, speech without words, unread sound.
- **Unfinished answer**: one that is not in the history yet, a recording or a *draft*, which is a typed one on disk.
- **Damage**: what of the history cannot be read.
- **Follow-up**: a question that digs at one key point of another. **Round**: a part of a day of interviews.
- **Review**: one time that a key point was asked for. **Rating**: how well it was known, 1 to 4.
- **Memory** of a key point: how well the user remembers it, and when it comes back, by FSRS.
- **Plan**: four weeks of questions. **Session**: what is proposed for one day. **Agenda**: both, with all that is due.
- **Sitting**: several questions in a row without feedback, a *mock* or a drill. **Debrief**: what it was worth.
- **Skill**: a way of reasoning that interviewers listen for, such as starting simple.
- **Scorecard**: one number for the answer, and the few things worth doing next.

Frozen dataclasses only; the standard library and numpy; no input or output.
"""
