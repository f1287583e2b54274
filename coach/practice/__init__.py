"""One sitting without any screen: record an answer, assess it, keep it."""
