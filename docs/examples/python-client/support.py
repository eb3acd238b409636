"""Answers customers through the router, which chooses the model of each call by a policy.

OPENAI_BASE_URL says where the router is, OPENAI_API_KEY who is calling.
"""

import openai

# The router has tried whomever the policy allows before it says no: trying again is its business.
client = openai.OpenAI(max_retries=0)


def answer(question: str, plan: str) -> None:
    """By the policy `support`, which the router was started with, for the plan of a customer."""
    response = client.chat.completions.with_raw_response.create(
        model="policy:support",
        messages=[{"role": "user", "content": question}],
        extra_body={"policy_params": {"plan": plan}},
    )
    completion = response.parse()
    router = completion.model_extra["x_router"]
    print(completion.choices[0].message.content)
    print(f"= {router['model']} for ${router['cost']['settled']}, by `{router['policy']['name']}`")
    print(f"= receipt {response.headers['x-unhardcoded-receipt']}")


def stream(question: str) -> None:
    """The same as it is written. The headers come first, so they name the model and the receipt."""
    with client.chat.completions.create(
        model="policy:support",
        messages=[{"role": "user", "content": question}],
        stream=True,
    ) as chunks:
        for chunk in chunks:
            for choice in chunk.choices:
                print(choice.delta.content or "", end="", flush=True)
        headers = chunks.response.headers
    print(f"\n= {headers['x-unhardcoded-model']}, receipt {headers['x-unhardcoded-receipt']}")


def label(text: str, policy: str) -> None:
    """By a policy that comes with the call; `model` has to be there, and decides nothing."""
    try:
        completion = client.chat.completions.create(
            model="auto",
            messages=[{"role": "user", "content": f"One word for what this is about: {text}"}],
            extra_body={"policy": policy},
        )
    except openai.UnprocessableEntityError as error:  # 422: no model passes, and none was called
        print(f"= {error.code}, receipt {error.request_id}: {error.body['message']}")
    except openai.BadRequestError as error:  # 400: the policy has a mistake, or the request
        print(f"= {error.code}: {error.body['message']}")
    except openai.APIStatusError as error:  # 429, 5xx: every model that passes has failed
        print(f"= {error.code}, receipt {error.request_id}; the customer is told to come back")
    else:
        print(f"= {completion.model_extra['x_router']['model']}")


if __name__ == "__main__":
    answer("Où est ma commande A-1001 ?", plan="free")
    answer("Où est ma commande A-1001 ?", plan="pro")
    stream("May I return it?")
    label("Where is my order?", "cheapest where provider is openai and price_out <= $1/Mtok")
    label("Where is my order?", "best where provider is openai and price_out <= $0.01/Mtok")
    label("Where is my order?", "cheapest where qualty >= 0.7")
